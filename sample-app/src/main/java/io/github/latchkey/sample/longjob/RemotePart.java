package io.github.latchkey.sample.longjob;

import io.github.latchkey.sample.remote.RemoteCall;
import org.springframework.stereotype.Component;

/** Asks another service, as jobs that are not stopped do. */
@Component
final class RemotePart implements LongPart {

    @Override
    public void run(long jobId) {
        RemoteCall.make();
    }
}
