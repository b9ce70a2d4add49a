package dev.cairn.functions.api.route;

import dev.cairn.functions.api.http.Request;
import dev.cairn.functions.api.problem.Problem;
import dev.cairn.functions.api.problem.ProblemException;
import dev.cairn.functions.approval.PublicAddress;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a form comes from a page of ours. A link is a capability, so that another site would have to know it; but one
 * that knows it shall not make somebody's browser decide without their seeing the page.
 */
final class CrossSite {
    private static final Set<String> OURS = Set.of("same-origin", "none");

    private CrossSite() {}

    /**
     * What does not say where it comes from is no browser's, and let in.
     *
     * @throws ProblemException 403 if the browser says that another site sends it
     */
    static void refuse(Request request, Optional<PublicAddress> address) {
        // Pages cannot set it, and it holds whatever stands between the browser and us.
        Optional<String> site = request.header("sec-fetch-site");
        boolean ours = site.isPresent()
                ? OURS.contains(site.get())
                : request.header("origin")
                        .map(origin -> isOurs(origin, request, address))
                        .orElse(true);
        if (!ours) {
            throw new ProblemException(Problem.of(
                    Problem.Kind.FORBIDDEN,
                    "The decision was sent from a page of another site, so nothing was recorded. Open the link"
                            + " itself and decide there."));
        }
    }

    private static boolean isOurs(String origin, Request request, Optional<PublicAddress> address) {
        String host = request.header("host").orElse("");
        return origin.equals("https://" + host)
                || origin.equals("http://" + host)
                || address.map(PublicAddress::origin).filter(origin::equals).isPresent();
    }
}
