package io.github.latchkey.quorum;

/**
 * The id of a stand at one node, {@code <client>:<sequence>.<number>:<mode>}. The number is never used twice, so that a stand which was
 * undone there, and stands there again, is another one to the node: a late copy of the command that undid it cannot take a later vote away.
 */
final class NodeOwner {

    private NodeOwner() {}

    static String id(String owner, long number) {
        int mode = owner.lastIndexOf(':');
        return mode < 0 ? owner + "." + number : owner.substring(0, mode) + "." + number + owner.substring(mode);
    }

    /** Returns the owner that an id at a node stands for; what is no such id stands for itself. */
    static String owner(String id) {
        int mode = id.lastIndexOf(':');
        int end = mode < 0 ? id.length() : mode;
        int number = end;
        while (number > 0 && Character.isDigit(id.charAt(number - 1))) {
            number--;
        }
        return number == end || number < 2 || id.charAt(number - 1) != '.'
                ? id
                : id.substring(0, number - 1) + id.substring(end);
    }
}
