package io.github.latchkey.quorum;

import io.github.latchkey.Signals;

/**
 * What one node signals: its offers are votes for stands of this process, and are for the engine only together with those of others. Told on
 * the node's thread.
 */
final class NodeSignals implements Signals {

    private final Node node;
    private final Candidacies candidacies;
    private final Signals engine;

    NodeSignals(Node node, Candidacies candidacies, Signals engine) {
        this.node = node;
        this.candidacies = candidacies;
        this.engine = engine;
    }

    @Override
    public void offered(String id) {
        Candidacy candidacy = candidacies.find(NodeOwner.owner(id));
        if (candidacy != null) {
            candidacy.offered(node.index(), id, engine);
        }
    }

    @Override
    public void missed() {
        engine.missed();
    }
}
