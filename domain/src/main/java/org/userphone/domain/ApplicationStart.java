package org.userphone.domain;

import java.util.ArrayList;
import java.util.List;

/**
 * The event that the application starts. The web application fires it once, when it can use
 * threads, transactions and names of the application server; what a library of an EAR would observe
 * by itself comes too early for that on some servers.
 *
 * <p>Observers are called one after the other in the order of their phase, which is their {@code
 * jakarta.annotation.Priority}. An observer that throws stops the start.
 */
public final class ApplicationStart {

    /** Settings are read. A wrong one stops the start before anything has been changed. */
    public static final int SETTINGS = 100;

    /** The tables of the database are brought up to date. */
    public static final int TABLES = 200;

    /** Beans are made that use the tables, or that follow what happens. */
    public static final int BEANS = 300;

    /** Threads and timers that use the database begin their work. */
    public static final int WORKERS = 400;

    /** Ports of the application's own begin to listen. */
    public static final int PORTS = 500;

    private final List<String> findings = new ArrayList<>();

    /** Adds a sentence for an operator who asked what a start would find. */
    public void found(String sentence) {
        findings.add(sentence);
    }

    /** What was found so far, in that order. */
    public List<String> findings() {
        return List.copyOf(findings);
    }
}
