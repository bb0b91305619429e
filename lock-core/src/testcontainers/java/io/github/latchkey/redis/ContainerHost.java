package io.github.latchkey.redis;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports.Binding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.utility.DockerImageName;

/** Runs servers in containers of the image that the system property {@code redis.image} names. */
public final class ContainerHost implements RedisHost {

    private final List<GenericContainer<?>> started = new ArrayList<>();

    @Override
    public Running launch(int port, Map<String, String> environment, List<String> arguments) {
        List<String> line = new ArrayList<>(List.of("redis-server", "--port", Integer.toString(port)));
        line.addAll(List.of("--bind", "0.0.0.0", "--protected-mode", "no", "--save", "", "--appendonly", "no"));
        line.addAll(arguments);
        GenericContainer<?> container = new GenericContainer<>(
                        DockerImageName.parse(Objects.requireNonNull(System.getProperty("redis.image"))))
                .withEnv(environment)
                .withCommand(line.toArray(String[]::new))
                .withCreateContainerCmdModifier(command -> publish(command, port))
                .waitingFor(new NoWait());
        started.add(container);
        container.start();
        return new RedisContainer(container.getDockerClient(), container.getContainerId());
    }

    @Override
    public void close() {
        started.forEach(GenericContainer::stop);
    }

    // The same port again after a restart, as a server has that is not in a container.
    private static void publish(CreateContainerCmd command, int port) {
        ExposedPort exposed = ExposedPort.tcp(port);
        command.withExposedPorts(exposed);
        Objects.requireNonNull(command.getHostConfig())
                .withPortBindings(new PortBinding(Binding.bindIpAndPort("127.0.0.1", port), exposed));
    }

    /** Whether Redis answers is looked at by who starts it, as with processes. */
    private static final class NoWait extends AbstractWaitStrategy {
        @Override
        protected void waitUntilReady() {}
    }

    private record RedisContainer(DockerClient docker, String id) implements Running {

        @Override
        public boolean isAlive() {
            return is(ContainerState::getRunning);
        }

        @Override
        public void stop() {
            resume();
            if (isAlive()) {
                docker.stopContainerCmd(id).withTimeout(2).exec();
            }
        }

        @Override
        public void kill() {
            if (isAlive()) {
                docker.killContainerCmd(id).exec();
            }
        }

        @Override
        public void pause() {
            docker.pauseContainerCmd(id).exec();
        }

        @Override
        public void resume() {
            if (is(ContainerState::getPaused)) {
                docker.unpauseContainerCmd(id).exec();
            }
        }

        private boolean is(Function<ContainerState, @Nullable Boolean> state) {
            try {
                return Boolean.TRUE.equals(
                        state.apply(docker.inspectContainerCmd(id).exec().getState()));
            } catch (NotFoundException e) {
                return false;
            }
        }
    }
}
