package io.github.latchkey.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Collects rows, tables of figures and remarks, and writes them as Markdown. For one thread. */
public final class Report {

    private final List<Row> rows = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private final List<String> voids = new ArrayList<>();
    private final StringBuilder details = new StringBuilder();

    /** Adds a target. */
    public void add(Row row) {
        rows.add(row);
    }

    /** Adds a sentence on how it was measured. */
    public void remark(String sentence) {
        remarks.add(sentence);
    }

    /** Adds that something went so wrong that its figures count for nothing. */
    public void voided(String what) {
        voids.add(what);
    }

    /** Adds a table of figures. */
    public void details(String title, List<String> head, List<List<String>> cells) {
        details.append("\n### ").append(title).append("\n\n").append(table(head, cells));
    }

    /** Returns whether a run was voided, or a target could not be judged. */
    public boolean isVoid() {
        return !voids.isEmpty() || rows.stream().anyMatch(row -> row.verdict() == Verdict.VOID);
    }

    /** Returns the targets as a table, and what to know about them. */
    public String summary() {
        StringBuilder text =
                new StringBuilder(table(Row.HEAD, rows.stream().map(Row::cells).toList()));
        text.append('\n');
        remarks.forEach(remark -> text.append("- ").append(remark).append('\n'));
        voids.forEach(what -> text.append("- VOID: ").append(what).append('\n'));
        return text.toString();
    }

    /** Writes everything to a file. */
    public void write(Path file) throws IOException {
        StringBuilder text = new StringBuilder("# Latchkey beside others\n\n").append(summary());
        if (details.length() > 0) {
            text.append(
                            "\n## Figures\n\nMedians of the rounds. Absolute figures hold for this run on this machine only.\n")
                    .append(details);
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, text);
    }

    private static String table(List<String> head, List<List<String>> cells) {
        StringBuilder text = new StringBuilder(line(head));
        text.append("|---".repeat(head.size())).append("|\n");
        cells.forEach(row -> text.append(line(row)));
        return text.toString();
    }

    private static String line(List<String> cells) {
        return "| "
                + String.join(
                        " | ",
                        cells.stream().map(cell -> cell.replace("|", "\\|")).toList()) + " |\n";
    }
}
