/** API Gateway on loopback: HTTP requests become events of the API's function, its answers HTTP responses. */
@NullMarked
package dev.cairn.local.gateway;

import org.jspecify.annotations.NullMarked;
