package org.userphone.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xml.sax.SAXException;

class DeleteBodiesTest {

    private static final String DOMAIN =
            """
            <domain>
              <servers>
                <server name="server" config-ref="server-config"/>
                <server name="other" config-ref="other-config"/>
              </servers>
              <configs>
                <config name="server-config">
                  <network-config>
                    <protocols>
                      <protocol name="http-listener-1"><http default-virtual-server="server"/></protocol>
                      <protocol name="http-listener-2"><http default-virtual-server="server"/></protocol>
                      <protocol name="http-listener-3"><http default-virtual-server="server"/></protocol>
                      <protocol name="admin-listener"><http default-virtual-server="__asadmin"/></protocol>
                    </protocols>
                    <network-listeners>
                      <network-listener name="http-listener-1" protocol="http-listener-1"/>
                      <network-listener name="http-listener-2" protocol="http-listener-2" enabled="true"/>
                      <network-listener name="http-listener-3" protocol="http-listener-3" enabled="false"/>
                      <network-listener name="admin-listener" protocol="admin-listener"/>
                    </network-listeners>
                  </network-config>
                </config>
                <config name="other-config"/>
              </configs>
            </domain>
            """;

    private static final String COMMAND =
            "asadmin set configs.config.server-config.network-config.protocols.protocol"
                    + ".http-listener-%d.http.allow-payload-for-undefined-http-methods=true";

    @Test
    void eachProtocolThatPeopleCallByAndThatRefusesThemIsNamed() throws Exception {
        assertThat(commands(DOMAIN, "server"))
                .containsExactly(COMMAND.formatted(1), COMMAND.formatted(2));
    }

    @Test
    void whatHasBeenToldIsNotNamedAgain() throws Exception {
        var told = "<http allow-payload-for-undefined-http-methods=\"true\" default";
        var first = DOMAIN.replaceFirst("<http default", told);

        assertThat(commands(first, "server")).containsExactly(COMMAND.formatted(2));
        assertThat(commands(DOMAIN.replace("<http default", told), "server")).isEmpty();
    }

    @Test
    void onlyTheConfigurationOfThisInstanceCounts() throws Exception {
        assertThat(commands(DOMAIN, "other")).isEmpty();
    }

    @Test
    void whatIsNoConfigurationIsToldFromOneThatIsAsItShouldBe() {
        assertThatThrownBy(() -> commands(DOMAIN, "third")).isInstanceOf(SAXException.class);
        assertThatThrownBy(() -> commands("no XML", "server")).isInstanceOf(SAXException.class);
    }

    private static List<String> commands(String domain, String instance) throws Exception {
        return DeleteBodies.commands(new ByteArrayInputStream(domain.getBytes(UTF_8)), instance);
    }
}
