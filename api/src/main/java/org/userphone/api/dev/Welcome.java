package org.userphone.api.dev;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The text that welcomes a newcomer: requests to paste into a shell, with a token in them.
 *
 * @param authority host and port for a URL, {@code localhost} where it leads to this program
 * @param data the folder of the database and the keys
 * @param steps the requests, in the order in which they should be made
 */
record Welcome(String authority, String data, List<Step> steps) {

    /**
     * A request.
     *
     * @param title what it does
     * @param command the request as a shell command
     */
    record Step(String title, String command) {}

    /** The addresses to which {@code localhost} resolves. */
    private static final Pattern LOCALHOST = Pattern.compile("127\\.0\\.0\\.1|::1|(0:){7}1");

    private static final String README_NUMBER = "+41791234567";

    private static final String AGAIN =
            "A request that is pasted twice in a row answers \"Phone not changed\": the user has the"
                    + " number then; change a digit.";

    /**
     * @param address the loopback address on which the program listens
     * @param data the folder of the database and the keys
     * @param token of the demo administrator
     * @param current the number that the user has now in E.164 form, empty if there is none; the
     *     first requests leave it out
     */
    static Welcome of(String address, int port, String data, String token, String current) {
        var literal = (address.contains(":") ? "[" + address + "]" : address) + ":" + port;
        var authority = LOCALHOST.matcher(address).matches() ? "localhost:" + port : literal;
        var base = "http://" + literal;
        var numbers =
                Stream.of("+41791234567", "+41791234568", "+41791234569")
                        .filter(number -> !number.equals(current))
                        .toList();
        return new Welcome(
                authority,
                data,
                List.of(
                        new Step(
                                "Set the phone of the demo user and get the code back",
                                request(token, numbers.get(0), "returnCode", base)),
                        new Step(
                                "Set another number and have the code sent; the SMS arrives in the"
                                        + " inbox",
                                request(token, numbers.get(1), "sendCode", base)),
                        new Step(
                                "The first request with a token of its own, for when these have"
                                        + " expired in an hour",
                                request(
                                        "$(curl -s " + authority + "/dev/token)",
                                        README_NUMBER,
                                        "returnCode",
                                        authority))));
    }

    private static String request(String token, String number, String verification, String base) {
        return "curl -s -H \"Authorization: Bearer %s\" -d '{\"phone\":\"%s\",\"%s\":{}}' %s/v2/users/%s/phone"
                .formatted(token, number, verification, base, DemoUser.ID);
    }

    String text() {
        var base = "http://" + authority;
        return """

                userphone runs in development mode: for this machine only, with a demo user, with an inbox
                instead of SMS, and with keys of its own. All data is in %s.

                %s
                %s

                Start page         %s/
                Inbox              %4$s/inbox
                API documentation  %4$s/openapi-ui/
                """
                .formatted(
                        data,
                        steps.stream()
                                .map(step -> "# " + step.title() + ":\n" + step.command() + "\n")
                                .collect(Collectors.joining("\n")),
                        "# " + AGAIN,
                        base);
    }

    JsonObject json() {
        var list = Json.createArrayBuilder();
        steps.forEach(
                step ->
                        list.add(
                                Json.createObjectBuilder()
                                        .add("title", step.title())
                                        .add("command", step.command())));
        return Json.createObjectBuilder()
                .add("steps", list)
                .add("again", AGAIN)
                .add("data", data)
                .build();
    }
}
