package org.userphone.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * What a run does, by system properties; the profile {@code bench} has their defaults.
 *
 * @param calls what is measured
 * @param forms over what; {@link Form#JDBC} is the floor
 * @param clients numbers of clients that call at once
 * @param nodes numbers of nodes that the clients are spread over
 * @param users numbers of users among whom each call draws one, growing
 * @param history how many events each user has; two if that is more
 * @param events how many one user has who is called by a single client; 0 for none
 * @param rates numbers of sets a second that go on for a while, each; none for no look at the scale
 * @param overload over what three times as many calls come as can be answered
 * @param attacks how long each attack lasts; zero for none
 * @param sms how long receipts of SMS come in; zero for no SMS at all
 * @param imports how many users a file of an import has; 0 for none
 * @param rush how long the clients call as fast as they can
 * @param pace how long they then call at a share of that rate
 * @param share that share, in percent
 * @param rounds into how many pieces these times are cut: the forms take turns, so that a machine
 *     that gets slower or faster is so for all of them
 * @param warmUp how long each form makes each call in a pass that does not count
 * @param passes how many of these there are at most, until the program's compilers rest
 * @param folder where the results go
 * @param last the results that these are compared with
 */
record Plan(
        List<Call> calls,
        List<Form> forms,
        List<Integer> clients,
        List<Integer> nodes,
        List<Integer> users,
        int history,
        int events,
        List<Integer> rates,
        List<Form> overload,
        Duration attacks,
        Duration sms,
        int imports,
        Duration rush,
        Duration pace,
        int share,
        int rounds,
        Duration warmUp,
        int passes,
        Path folder,
        Path last) {

    static Plan read() {
        return new Plan(
                list("bench.calls").stream().map(Call::valueOf).toList(),
                list("bench.forms").stream().map(Form::valueOf).toList(),
                list("bench.clients").stream().map(Integer::valueOf).toList(),
                list("bench.nodes").stream().map(Integer::valueOf).toList(),
                list("bench.users").stream().map(Integer::valueOf).toList(),
                Integer.getInteger("bench.history"),
                Integer.getInteger("bench.events"),
                list("bench.rates").stream().map(Integer::valueOf).toList(),
                list("bench.overload").stream().map(Form::valueOf).toList(),
                seconds("bench.attacks"),
                seconds("bench.sms"),
                Integer.getInteger("bench.imports"),
                seconds("bench.rush"),
                seconds("bench.pace"),
                Integer.getInteger("bench.share"),
                Integer.getInteger("bench.rounds"),
                seconds("bench.warmup"),
                Integer.getInteger("bench.passes"),
                Path.of(System.getProperty("bench.folder")),
                Path.of(System.getProperty("bench.last")));
    }

    int mostNodes() {
        return Collections.max(nodes);
    }

    private static Duration seconds(String property) {
        return Duration.ofMillis((long) (1000 * Double.parseDouble(System.getProperty(property))));
    }

    private static List<String> list(String property) {
        return Arrays.stream(System.getProperty(property).split(","))
                .filter(item -> !item.isEmpty())
                .toList();
    }
}
