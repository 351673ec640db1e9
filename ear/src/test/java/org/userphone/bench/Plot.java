package org.userphone.bench;

import java.util.List;
import java.util.stream.Stream;

/** Calls per second as bars: the calls side by side, the forms of each, the floor before them. */
final class Plot {

    private static final int BAR = 14;
    private static final int GAP = 26;
    private static final int HEIGHT = 220;
    private static final int PANEL = HEIGHT + 70;
    private static final List<String> COLOURS =
            List.of("#bbbbbb", "#4477aa", "#228833", "#ccbb44", "#ee6677", "#66ccee", "#aa3377");

    private Plot() {}

    /** A panel for each number of clients and of users. */
    static String of(List<Figures> figures) {
        var forms = distinct(figures.stream().map(Figures::formOverNodes));
        var panels = distinct(figures.stream().map(Plot::panel));
        var body = new StringBuilder();
        int width = 0;
        for (int i = 0; i < panels.size(); i++) {
            var title = panels.get(i);
            var rows = figures.stream().filter(row -> panel(row).equals(title)).toList();
            body.append("<g transform='translate(20 %d)'>".formatted(40 + i * PANEL));
            width = Math.max(width, panel(title, rows, forms, body));
            body.append("</g>\n");
        }
        for (int i = 0; i < forms.size(); i++) {
            body.append(bar(20 + i * 110, 8, BAR, i));
            body.append(text(40 + i * 110, 20, forms.get(i)));
        }
        return """
                <svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d' font-family='sans-serif' font-size='12'>
                %s</svg>
                """
                .formatted(Math.max(width + 40, 700), 40 + panels.size() * PANEL, body);
    }

    private static int panel(
            String title, List<Figures> rows, List<String> forms, StringBuilder body) {
        double limit = rows.stream().mapToDouble(Figures::perSecond).max().orElse(1);
        body.append(text(0, 20, title + ", calls/s"));
        int x = 0;
        for (var call : distinct(rows.stream().map(Figures::call))) {
            body.append(text(x, HEIGHT + 44, call));
            for (var row : rows) {
                if (row.call().equals(call)) {
                    int height = (int) Math.round(row.perSecond() / limit * (HEIGHT - 20));
                    body.append(
                            bar(x, HEIGHT + 28 - height, height, forms.indexOf(row.formOverNodes()))
                                    .replace("/>", "><title>%.0f</title></rect>")
                                    .formatted(row.perSecond()));
                    x += BAR;
                }
            }
            x += GAP;
        }
        return x;
    }

    private static String panel(Figures row) {
        return "%d clients, %s".formatted(row.clients(), row.people());
    }

    private static String bar(int x, int y, int height, int form) {
        return "<rect x='%d' y='%d' width='%d' height='%d' fill='%s'/>"
                .formatted(x, y, BAR - 2, height, COLOURS.get(form % COLOURS.size()));
    }

    private static String text(int x, int y, String text) {
        return "<text x='%d' y='%d'>%s</text>".formatted(x, y, text);
    }

    private static List<String> distinct(Stream<String> texts) {
        return texts.distinct().toList();
    }
}
