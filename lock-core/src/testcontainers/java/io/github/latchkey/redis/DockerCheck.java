package io.github.latchkey.redis;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import org.testcontainers.DockerClientFactory;

/** Ends a run that wants containers before its first test where there is no Docker, with one sentence instead of an error per test. */
public final class DockerCheck implements LauncherSessionListener {

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        // Set by the profile; other builds have this class in a jar, and no Testcontainers.
        if (System.getProperty("redis.image") != null
                && !DockerClientFactory.instance().isDockerAvailable()) {
            throw new IllegalStateException(
                    "The profile 'testcontainers' runs Redis in Docker, but no Docker answers here:"
                            + " start it, so that 'docker info' works, or build without -Ptestcontainers.");
        }
    }
}
