package org.userphone.api.dev;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import org.userphone.api.http.Assets;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.access.UserId;
import org.userphone.domain.sms.Inbox;
import org.userphone.domain.user.PhoneNumber;

/**
 * The pages of development mode, and the data that they show. The pages hold nothing secret. Data
 * with a token or a code is sent to programs on this machine and to these pages only.
 */
@Dependent
public class DevelopmentPages {

    private static final int MAX_MESSAGES = 100;
    private static final String TEXT = "text/plain;charset=UTF-8";
    private static final Set<String> FILES = Set.of("pages.css", "home.js", "inbox.js");

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
    public Response home() {
        return page("home.html");
    }

    @GET
    @Path("/inbox")
    public Response inboxPage() {
        return page("inbox.html");
    }

    @GET
    @Path("/dev/{file}")
    public Response file(@PathParam("file") String file) {
        if (!FILES.contains(file)) {
            throw new NotFoundException();
        }
        return page(file);
    }

    private static Response page(String name) {
        return Assets.answer(name, Assets.read(DevelopmentPages.class, name)).build();
    }

    /**
     * A token for a user without any role.
     *
     * @param user the id of the user; without it the token is for the demo administrator
     */
    @GET
    @Path("/dev/token")
    @Produces(TEXT)
    public String token(@Context HttpServletRequest request, @QueryParam("user") String user) {
        requireSameOrigin(request);
        demoUser.number(); // adds the demo user, whom the caller is likely to ask for next
        return user == null ? tokens.ofAdmin() : tokens.of(userId(user));
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
