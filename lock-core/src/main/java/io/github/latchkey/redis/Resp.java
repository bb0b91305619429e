package io.github.latchkey.redis;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

/** Writes a command as Redis reads it, straight into the connection's buffer and without a copy in the heap. */
final class Resp {

    private Resp() {}

    /** Begins an array of that many elements. */
    static void array(ByteBuf out, int size) {
        out.writeByte('*');
        write(out, (long) size);
        end(out);
    }

    static void text(ByteBuf out, String text) {
        length(out, bytes(text));
        write(out, text);
        end(out);
    }

    /** Writes one argument that is made of several texts. */
    static void text(ByteBuf out, String first, String second, String third, String fourth, String fifth) {
        length(out, bytes(first) + bytes(second) + bytes(third) + bytes(fourth) + bytes(fifth));
        write(out, first);
        write(out, second);
        write(out, third);
        write(out, fourth);
        write(out, fifth);
        end(out);
    }

    /** Writes a number that is not negative. */
    static void number(ByteBuf out, long number) {
        length(out, digits(number));
        write(out, number);
        end(out);
    }

    private static void length(ByteBuf out, int length) {
        out.writeByte('$');
        write(out, (long) length);
        end(out);
    }

    private static void end(ByteBuf out) {
        out.writeByte('\r');
        out.writeByte('\n');
    }

    private static int bytes(String text) {
        return ByteBufUtil.utf8Bytes(text);
    }

    private static void write(ByteBuf out, String text) {
        ByteBufUtil.writeUtf8(out, text);
    }

    private static void write(ByteBuf out, long number) {
        long divisor = 1;
        for (int i = digits(number); i > 1; i--) {
            divisor *= 10;
        }
        for (; divisor > 0; divisor /= 10) {
            out.writeByte((byte) ('0' + number / divisor % 10));
        }
    }

    private static int digits(long number) {
        int digits = 1;
        for (long rest = number; rest >= 10; rest /= 10) {
            digits++;
        }
        return digits;
    }
}
