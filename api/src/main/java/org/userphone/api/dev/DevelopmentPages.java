package org.userphone.api.dev;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.access.UserId;
import org.userphone.domain.sms.Inbox;
import org.userphone.domain.user.PhoneNumber;

/**
 * What development mode adds to the console: tokens, requests to paste and the inbox. This is sent
 * to programs on this machine and to pages of userphone itself only.
 */
@Dependent
public class DevelopmentPages {

    private static final int MAX_MESSAGES = 100;
    private static final String TEXT = "text/plain;charset=UTF-8";

    private final Development development;
    private final DevelopmentTokens tokens;
    private final DemoUser demoUser;
    private final Instance<Inbox> inbox;

    @Inject
    public DevelopmentPages(
            Development development,
            DevelopmentTokens tokens,
            DemoUser demoUser,
            Instance<Inbox> inbox) {
        this.development = development;
        this.tokens = tokens;
        this.demoUser = demoUser;
        this.inbox = inbox;
    }

    @GET
    @Path("/inbox")
    public Response inboxPage() {
        return Response.seeOther(URI.create("console/#/developer")).build();
    }

    /** The users whom the console offers to sign in as, and the paths of their tokens. */
    @GET
    @Path("/dev/users.json")
    @Produces(MediaType.APPLICATION_JSON)
    public String users(@Context HttpServletRequest request) {
        requireSameOrigin(request);
        return Json.createArrayBuilder()
                .add(user("admin", DevelopmentTokens.ADMIN, DevelopmentTokens.ADMIN_ROLE))
                .add(user("helpdesk", new UserId("demo-helpdesk"), "ORG_USER_MANAGER"))
                .add(user("user", DemoUser.ID, ""))
                .build()
                .toString();
    }

    private static JsonObjectBuilder user(String kind, UserId id, String role) {
        var path = "/dev/token?user=" + id.value() + (role.isEmpty() ? "" : "&role=" + role);
        return Json.createObjectBuilder()
                .add("kind", kind)
                .add("id", id.value())
                .add("role", role)
                .add("token", path);
    }

    /**
     * A token for a user.
     *
     * @param user the id of the user; without it the token is for the demo administrator
     * @param role the role that the user has; without it the user has none
     */
    @GET
    @Path("/dev/token")
    @Produces(TEXT)
    public String token(
            @Context HttpServletRequest request,
            @QueryParam("user") String user,
            @QueryParam("role") String role) {
        requireSameOrigin(request);
        demoUser.number(); // adds the demo user, whom the caller is likely to ask for next
        if (user == null) {
            return tokens.ofAdmin();
        }
        return role == null ? tokens.of(userId(user)) : tokens.of(userId(user), role);
    }

    private static UserId userId(String text) {
        try {
            return new UserId(text);
        } catch (IllegalArgumentException e) {
            throw new Rejection(Reason.INVALID_REQUEST, e.getMessage());
        }
    }

    @GET
    @Path("/dev/welcome")
    @Produces(TEXT)
    public String welcome(@Context HttpServletRequest request) {
        requireSameOrigin(request);
        return welcomeTo(request).text();
    }

    @GET
    @Path("/dev/welcome.json")
    @Produces(MediaType.APPLICATION_JSON)
    public String welcomeJson(@Context HttpServletRequest request) {
        requireSameOrigin(request);
        return welcomeTo(request).json().toString();
    }

    private Welcome welcomeTo(HttpServletRequest request) {
        return Welcome.of(
                request.getLocalAddr(),
                request.getLocalPort(),
                development.dataFolder(),
                tokens.ofAdmin(),
                demoUser.number().map(PhoneNumber::e164).orElse(""));
    }

    @GET
    @Path("/inbox.json")
    @Produces(MediaType.APPLICATION_JSON)
    public String inbox(@Context HttpServletRequest request) {
        requireSameOrigin(request);
        var list = Json.createArrayBuilder();
        for (var message : inbox.get().latest(MAX_MESSAGES)) {
            list.add(
                    Json.createObjectBuilder()
                            .add("id", message.id())
                            .add("recipient", message.recipient())
                            .add("text", message.text())
                            .add("at", message.at().toString()));
        }
        return list.build().toString();
    }

    private static void requireSameOrigin(HttpServletRequest request) {
        if (!SameOrigin.holds(request)) {
            throw new ForbiddenException(
                    "Only for programs on this machine and the pages of userphone itself");
        }
    }
}
