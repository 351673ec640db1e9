package org.userphone.api.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.userphone.api.scim.ScimFilter.And;
import org.userphone.api.scim.ScimFilter.Compare;
import org.userphone.api.scim.ScimFilter.Has;
import org.userphone.api.scim.ScimFilter.Not;
import org.userphone.api.scim.ScimFilter.Operator;
import org.userphone.api.scim.ScimFilter.Or;

class ScimFilterParserTest {

    private static final ScimFilter MINNIE = new Compare("username", Operator.EQ, "minnie");
    private static final ScimFilter ACTIVE = new Compare("active", Operator.EQ, true);
    private static final ScimFilter NAMED = new Compare("displayname", Operator.PR, null);
    private static final ScimFilter WORK = new Compare("type", Operator.EQ, "work");

    @Test
    void andBindsMoreThanOrAndNotMoreThanBoth() {
        assertThat(parse("userName eq \"minnie\" or active eq true and not (displayName pr)"))
                .isEqualTo(new Or(MINNIE, new And(ACTIVE, new Not(NAMED))));
        assertThat(parse("(userName eq \"minnie\" or active eq true) and displayName pr"))
                .isEqualTo(new And(new Or(MINNIE, ACTIVE), NAMED));
    }

    @Test
    void namesAndOperatorsHaveNoCaseAndTheCoreSchemaMayStandInFront() {
        assertThat(parse("USERNAME EQ \"minnie\" AND Active Eq True"))
                .isEqualTo(new And(MINNIE, ACTIVE));
        assertThat(parse("urn:ietf:params:scim:schemas:core:2.0:User:userName eq \"minnie\""))
                .isEqualTo(MINNIE);
    }

    @Test
    void bracketsAskForOneValueAndEntraComparesAPartOfIt() {
        assertThat(parse("emails[type eq \"work\"]")).isEqualTo(new Has("emails", WORK));
        assertThat(parse("emails[type eq \"work\"].value eq \"a@b\""))
                .isEqualTo(
                        new And(
                                new Has("emails", WORK),
                                new Compare("emails.value", Operator.EQ, "a@b")));
    }

    @Test
    void textsAreThoseOfJson() {
        assertThat(parse("userName eq \"a \\\"b\\\" \\u00fc) and\""))
                .isEqualTo(new Compare("username", Operator.EQ, "a \"b\" \u00fc) and"));
        assertThat(parse("externalId eq null"))
                .isEqualTo(new Compare("externalid", Operator.EQ, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "userName",
                "userName eq",
                "userName eq \"",
                "userName eq \"\\\"",
                "userName eq minnie",
                "userName is \"minnie\"",
                "userName eq \"a\" and",
                "userName eq \"a\" \"b\"",
                "not userName pr",
                "(userName pr",
                "userName pr)",
                "emails[type eq \"work\"",
                "emails[].value pr",
                "userName eq \"\\u0000\"",
                "userName eq [1]",
                "userName eq 1,2",
                "é pr"
            })
    void whatIsNoFilterIsRefusedAsOne(String text) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOfSatisfying(
                        ScimRefused.class,
                        refused -> assertThat(refused.type()).isEqualTo("invalidFilter"));
    }

    @Test
    void nestingHasAnEnd() {
        assertThat(parse("(".repeat(15) + "id pr" + ")".repeat(15))).isNotNull();
        assertThatThrownBy(() -> parse("(".repeat(5000) + "id pr" + ")".repeat(5000)))
                .isInstanceOf(ScimRefused.class)
                .hasMessage("The filter is nested too deep");
    }

    @Test
    void aValueIsNotInALog() {
        assertThat(MINNIE.toString()).doesNotContain("minnie");
    }

    private static ScimFilter parse(String text) {
        return ScimFilterParser.parse(text);
    }
}
