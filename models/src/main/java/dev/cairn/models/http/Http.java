package dev.cairn.models.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** Posts JSON to one server, each time exactly once. */
public final class Http {
    private final URI address;
    private final long maxBytes;
    private final SdkHttpClient client;

    /**
     * @param timeouts how long to wait for the connection and for the next byte
     * @param maxBytes the longest response that is read
     */
    public Http(URI address, Timeouts timeouts, long maxBytes) {
        this.address = address;
        this.maxBytes = maxBytes;
        // HttpURLConnection by itself sends a POST again whose connection broke, which here would be paid for twice.
        // A fixed Content-Length already forbids that; this says so for whatever else runs in the process.
        if (System.getProperty("sun.net.http.retryPost") == null) {
            System.setProperty("sun.net.http.retryPost", "false");
        }
        this.client = UrlConnectionHttpClient.builder()
                .connectionTimeout(timeouts.connect())
                .socketTimeout(timeouts.silence())
                .proxyConfiguration(proxies(address))
                .build();
    }

    /** The customary variables and properties name a proxy, but for one's own machine there is none. */
    private static ProxyConfiguration proxies(URI address) {
        boolean use = !isLoopback(address.getHost());
        return ProxyConfiguration.builder()
                .useEnvironmentVariablesValues(use)
                .useSystemPropertyValues(use)
                .build();
    }

    /** Told from the text of the address alone: no name is looked up. */
    static boolean isLoopback(String host) {
        return host.equalsIgnoreCase("localhost") || InetAddressLiteral.isLoopback(host);
    }

    /** @throws IOException if there was no response: it could not connect, was cut off, or waited too long */
    public HttpAnswer post(Map<String, String> headers, byte[] json) throws IOException {
        SdkHttpFullRequest.Builder request = SdkHttpFullRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(address)
                .putHeader("Content-Type", "application/json")
                .putHeader("Content-Length", Integer.toString(json.length));
        headers.forEach(request::putHeader);
        try {
            HttpExecuteResponse response = client.prepareRequest(HttpExecuteRequest.builder()
                            .request(request.build())
                            .contentStreamProvider(ContentStreamProvider.fromByteArray(json))
                            .build())
                    .call();
            return new HttpAnswer(
                    response.httpResponse(),
                    response.responseBody().orElseGet(AbortableInputStream::createEmpty),
                    maxBytes);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
