package dev.cairn.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Which Cairn this is, as the build wrote it into the jar. */
public final class Version implements IVersionProvider {
    private static final String WRITTEN = "/META-INF/maven/dev.cairn/cairn-cli/pom.properties";

    public static String ofThisBuild() {
        try (InputStream in = Version.class.getResourceAsStream(WRITTEN)) {
            if (in == null) {
                return "not packaged";
            }
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version", "unknown");
        } catch (IOException e) {
            return "unknown (" + e.getMessage() + ")";
        }
    }

    @Override
    public String[] getVersion() {
        return new String[] {"cairn " + ofThisBuild() + ", Java " + Runtime.version()};
    }
}
