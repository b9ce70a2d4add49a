package dev.cairn.functions.api.route;

import dev.cairn.functions.api.http.Route;
import java.util.List;

/** Routes that belong together. */
public interface RouteGroup {
    List<Route> routes();
}
