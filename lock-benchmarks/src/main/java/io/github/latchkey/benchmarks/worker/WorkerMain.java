package io.github.latchkey.benchmarks.worker;

import io.github.latchkey.benchmarks.contender.Library;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The JVM of one library: obeys one order a line, and ends when its parent does. */
public final class WorkerMain {

    /** What a good answer begins with; figures follow. */
    public static final String ANSWER = "= ";

    /** What the answer to an order that failed begins with; the reason follows. */
    public static final String FAILURE = "! ";

    private WorkerMain() {}

    /** Arguments: the library, the address of its Redis. */
    public static void main(String[] args) throws IOException {
        PrintStream out = System.out;
        // Whatever a library prints is no answer.
        System.setOut(System.err);
        Session session = new Session(Library.valueOf(args[0]), args[1]);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            out.println(answer(session, line));
            out.flush();
        }
        // A library may have left threads behind.
        Runtime.getRuntime().halt(0);
    }

    private static String answer(Session session, String line) {
        try {
            return ANSWER + session.obey(Order.parse(line));
        } catch (Throwable e) {
            e.printStackTrace();
            return FAILURE + String.valueOf(e.getMessage()).replace('\n', ' ');
        }
    }
}
