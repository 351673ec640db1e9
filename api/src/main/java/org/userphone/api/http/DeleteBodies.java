package org.userphone.api.http;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.userphone.domain.ApplicationStart;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Says at the start that the application server refuses a DELETE with a body, which ZITADEL's
 * clients send. Payara Server and GlassFish do so before the application sees the request, until
 * they are told otherwise; whether they have been stands in their {@code domain.xml}.
 */
@Dependent
public class DeleteBodies {

    private static final Logger LOG = System.getLogger(DeleteBodies.class.getName());

    /** The system properties by which these servers, and no others, say where they live. */
    private static final String FOLDER = "com.sun.aas.instanceRoot";

    private static final String NAME = "com.sun.aas.instanceName";

    private static final String SETTING = "allow-payload-for-undefined-http-methods";

    /** What the console of the administrator listens by. */
    private static final String ADMINISTRATION = "__asadmin";

    void tell(@Observes @Priority(ApplicationStart.SETTINGS) ApplicationStart start) {
        var folder = System.getProperty(FOLDER);
        if (folder == null) {
            return;
        }
        var file = Path.of(folder, "config", "domain.xml");
        try (var domain = Files.newInputStream(file)) {
            var commands = commands(domain, System.getProperty(NAME, "server"));
            if (!commands.isEmpty()) {
                LOG.log(
                        Level.WARNING,
                        "This server answers a DELETE with a body, as ZITADEL''s clients send it,"
                                + " by an empty 400, until it is told not to: {0}",
                        String.join("; ", commands));
            }
        } catch (IOException | SAXException e) {
            LOG.log(
                    Level.INFO,
                    "{0} cannot be read. If a DELETE with a body is answered by an empty 400: {1}",
                    file,
                    command("server-config", "http-listener-1"));
        }
    }

    /**
     * The commands that are missing, one for each protocol of a listener that is enabled.
     *
     * @param domain the configuration of all instances of a domain
     * @param instance the name of the one that is meant
     * @throws SAXException if it is no configuration
     */
    static List<String> commands(InputStream domain, String instance)
            throws IOException, SAXException {
        var root = parse(domain);
        var config =
                all(root, "server")
                        .filter(server -> server.getAttribute("name").equals(instance))
                        .map(server -> server.getAttribute("config-ref"))
                        .findFirst()
                        .flatMap(name -> named(root, "config", name))
                        .orElseThrow(() -> new SAXException("no configuration of " + instance));
        return all(config, "network-listener")
                .filter(listener -> !listener.getAttribute("enabled").equals("false"))
                .map(listener -> listener.getAttribute("protocol"))
                .distinct()
                .filter(
                        protocol ->
                                named(config, "protocol", protocol)
                                        .map(DeleteBodies::refuses)
                                        .orElse(false))
                .map(protocol -> command(config.getAttribute("name"), protocol))
                .toList();
    }

    private static boolean refuses(Element protocol) {
        return all(protocol, "http")
                .filter(http -> !http.getAttribute("default-virtual-server").equals(ADMINISTRATION))
                .anyMatch(http -> !http.getAttribute(SETTING).equals("true"));
    }

    private static String command(String config, String protocol) {
        return "asadmin set configs.config.%s.network-config.protocols.protocol.%s.http.%s=true"
                .formatted(config, protocol, SETTING);
    }

    private static Element parse(InputStream domain) throws IOException, SAXException {
        try {
            var factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new DefaultHandler()); // the default one prints
            return builder.parse(domain).getDocumentElement();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<Element> named(Element parent, String tag, String name) {
        return all(parent, tag)
                .filter(element -> element.getAttribute("name").equals(name))
                .findFirst();
    }

    private static Stream<Element> all(Element parent, String tag) {
        var elements = parent.getElementsByTagName(tag);
        return IntStream.range(0, elements.getLength()).mapToObj(i -> (Element) elements.item(i));
    }
}
