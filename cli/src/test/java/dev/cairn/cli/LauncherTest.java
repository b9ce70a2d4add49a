package dev.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.cli.FakeCheckout.Outcome;
import dev.cairn.cli.FakeCheckout.Started;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** In one thread: a script that was just written cannot be started while a forked process still holds it open. */
@Execution(ExecutionMode.SAME_THREAD)
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    private FakeCheckout checkout;

    @BeforeEach
    void makeCheckout(@TempDir Path folder) throws IOException {
        checkout = new FakeCheckout(folder);
    }

    @Nested
    class FindingAJdk {
        @Test
        void launcher_shouldTakeJavaHome_whenItIsNewEnough() throws Exception {
            Path mine = checkout.jdk("mine", "26-ea");
            onPath(checkout.jdk("other", "25.0.3"));
            assertThat(found(checkout.with("JAVA_HOME", mine))).isEqualTo(mine);
        }

        @Test
        void launcher_shouldTakeTheJavaOnThePath_whenJavaHomeIsTooOld() throws Exception {
            Path newer = checkout.jdk("new er", "25.0.3");
            onPath(newer);
            assertThat(found(checkout.with("JAVA_HOME", checkout.jdk("old", "24.0.2"))))
                    .isEqualTo(newer);
        }

        @Test
        void launcher_shouldAskTheJavaOnThePath_whenItIsAShim() throws Exception {
            Path real = checkout.jdk("real", "25");
            shim("java", "echo '    java.home = " + real + "' >&2");
            assertThat(found(checkout)).isEqualTo(real);
        }

        @Test
        void launcher_shouldLookIntoTheUsualFolders_whenJavaHomeAndPathHaveNone() throws Exception {
            onPath(checkout.jdk("old", "17.0.15"));
            Path hidden = checkout.jdk("user/.jdks/temurin-25", "25.0.1");
            assertThat(found(checkout.without("CAIRN_JDK_FOLDERS"))).isEqualTo(hidden);
        }

        @Test
        void launcher_shouldTakeTheOldestThatWillDo_whenThereAreSeveral() throws Exception {
            checkout.jdk("user/.jdks/a", "27.0.1");
            checkout.jdk("user/.jdks/b", "1.8.0_392");
            Path nearest = checkout.jdk("user/.jdks/c", "25.0.3");
            assertThat(found(checkout.without("CAIRN_JDK_FOLDERS"))).isEqualTo(nearest);
        }

        @Test
        void launcher_shouldPassOverAJre_whenItHasNoCompiler() throws Exception {
            Path jre = checkout.jdk("jre", "25.0.3");
            Files.delete(jre.resolve("bin/javac"));
            Path jdk = checkout.jdk("jdk", "25.0.3");
            assertThat(found(checkout.with("JAVA_HOME", jre).with("CAIRN_JDK_FOLDERS", jre + ":" + jdk)))
                    .isEqualTo(jdk);
        }

        @Test
        void launcher_shouldSayWhatItFoundAndHowToGetOne_whenAllAreTooOld() throws Exception {
            onPath(checkout.jdk("on path", "17.0.15"));
            Outcome outcome =
                    checkout.with("JAVA_HOME", checkout.jdk("old", "21.0.1")).cairn("demo");
            assertThat(outcome.code()).isEqualTo(1);
            assertThat(outcome.out()).isEmpty();
            assertThat(outcome.err())
                    .contains(
                            "no JDK 25 or newer",
                            checkout.base + "/old, a JDK 21",
                            checkout.base + "/on path, a JDK 17")
                    .contains("apt install openjdk-25-jdk", "brew install", "adoptium.net");
            assertThat(checkout.builds()).isEmpty();
        }

        @Test
        void launcher_shouldSaySo_whenThereIsNoJavaAtAll() throws Exception {
            Outcome outcome = checkout.cairn("demo");
            assertThat(outcome.code()).isEqualTo(1);
            assertThat(outcome.err()).contains("JAVA_HOME is not set", "There is no java on the PATH");
        }

        private Path found(FakeCheckout where) throws Exception {
            Outcome outcome = where.cairn("--print-jdk");
            assertThat(outcome.err()).isEmpty();
            assertThat(outcome.code()).isZero();
            assertThat(checkout.builds()).as("printing needs no build").isEmpty();
            return Path.of(outcome.out().strip());
        }
    }

    @Nested
    class Building {
        @BeforeEach
        void giveAJdk() throws IOException {
            checkout.with("JAVA_HOME", checkout.jdk("jdk", "25.0.3"));
        }

        @Test
        void launcher_shouldBuildOnce_whenNothingChanges() throws Exception {
            Outcome first = checkout.cairn("list");
            Outcome second = checkout.cairn("list");
            assertThat(first.code()).isZero();
            assertThat(first.err()).startsWith("Building Cairn").hasLineCount(1);
            assertThat(second.err()).isEmpty();
            assertThat(second.out()).isEqualTo(first.out());
            assertThat(checkout.builds())
                    .singleElement()
                    .asString()
                    .startsWith(checkout.base + "/jdk ")
                    .contains("-DskipTests", "package -pl cli -am");
        }

        @Test
        void launcher_shouldBuildAgain_whenASourceChanges() throws Exception {
            checkout.cairn("list");
            checkout.write("core/src/main/java/One.java", "class One { int one; }");
            checkout.cairn("list");
            checkout.write("cli/pom.xml", "<project></project>");
            checkout.cairn("list");
            checkout.write("statemachine/cairn.asl.json", "[]");
            checkout.cairn("list");
            assertThat(checkout.builds()).hasSize(4);
        }

        @Test
        void launcher_shouldBuildAgain_whenASourceIsAddedMovedOrDeleted() throws Exception {
            checkout.cairn("list");
            checkout.write("local/src/main/resources/new.json", "{}");
            checkout.cairn("list");
            Path two = checkout.home.resolve("core/src/main/java/Two.java");
            Files.move(two, two.resolveSibling("Second.java"));
            checkout.cairn("list");
            Files.delete(two.resolveSibling("Second.java"));
            checkout.cairn("list");
            assertThat(checkout.builds()).hasSize(4);
        }

        @Test
        void launcher_shouldNotBuild_whenOnlyTimesTestsOrScratchFilesChange() throws Exception {
            checkout.cairn("list");
            Files.setLastModifiedTime(
                    checkout.home.resolve("pom.xml"),
                    FileTime.from(Instant.now().plus(Duration.ofDays(1))));
            checkout.write("core/src/test/java/OneTest.java", "class OneTest {}");
            checkout.write("core/src/main/java/.One.java.swp", "");
            checkout.write("README.md", "read");
            checkout.cairn("list");
            assertThat(checkout.builds()).hasSize(1);
        }

        @Test
        void launcher_shouldBuildAgain_whenTheJarIsGone() throws Exception {
            checkout.cairn("list");
            Files.delete(checkout.home.resolve("cli/target/cairn-cli.jar"));
            checkout.cairn("list");
            assertThat(checkout.builds()).hasSize(2);
        }

        @Test
        void launcher_shouldShowTheEndAndKeepTheWhole_whenTheBuildFails() throws Exception {
            checkout.maven("3.8.7", "i=0; while [ $i -lt 99 ]; do echo line $i; i=$((i+1)); done; exit 7");
            Outcome outcome = checkout.cairn("list");
            Path log = checkout.home.resolve("cli/target/cairn-build.log");
            assertThat(outcome.code()).isEqualTo(1);
            assertThat(outcome.out()).isEmpty();
            assertThat(outcome.err()).contains("line 98", "mvn ended with 7", log.toString());
            assertThat(outcome.err()).doesNotContain("line 1\n");
            assertThat(Files.readString(log)).contains("line 1\n", "line 98");
            assertThat(checkout.cairn("list").code()).as("it is tried again").isEqualTo(1);
            assertThat(checkout.builds()).hasSize(2);
        }

        @Test
        void launcher_shouldFail_whenTheBuildLeavesNoJar() throws Exception {
            checkout.maven("4.0.0", "true");
            assertThat(checkout.cairn("list").code()).isEqualTo(1);
        }

        @Test
        void launcher_shouldSayHowToGetMaven_whenThereIsNone() throws Exception {
            Files.delete(checkout.bin.resolve("mvn"));
            Outcome outcome = checkout.cairn("list");
            assertThat(outcome.code()).isEqualTo(1);
            assertThat(outcome.err()).contains("no Maven", "3.8 or newer", "brew install maven");
        }

        @Test
        void launcher_shouldRefuse_whenMavenIsTooOld() throws Exception {
            checkout.maven("3.6.3", "true");
            Outcome outcome = checkout.cairn("list");
            assertThat(outcome.code()).isEqualTo(1);
            assertThat(outcome.err()).contains("found Maven 3.6.3", "3.8 or newer");
            assertThat(checkout.builds()).isEmpty();
        }

        @Test
        void launcher_shouldWaitForTheOther_whenTwoStartAtOnce() throws Exception {
            Path gate = checkout.base.resolve("gate");
            new ProcessBuilder("mkfifo", gate.toString()).start().waitFor();
            checkout.maven("3.9.9", "read go <'" + gate + "'; mkdir -p cli/target; echo jar >cli/target/cairn-cli.jar");
            Path launcher = checkout.home.resolve("cairn");
            Started first = checkout.start(launcher, checkout.base, "first");
            await(first, "Building");
            Started second = checkout.start(launcher, checkout.base, "second");
            await(second, "waiting for it");
            Files.writeString(gate, "go\n");
            Outcome one = FakeCheckout.end(first);
            Outcome two = FakeCheckout.end(second);
            assertThat(one.out()).endsWith("first\n");
            assertThat(two.out()).endsWith("second\n");
            assertThat(two.err()).doesNotContain("Building");
            assertThat(checkout.builds()).hasSize(1);
            assertThat(checkout.home.resolve("cli/target/cairn-build.lock")).doesNotExist();
        }

        @Test
        void launcher_shouldTakeOverTheLock_whenItsHolderDied() throws Exception {
            Process dead = new ProcessBuilder("true").start();
            dead.waitFor();
            checkout.write("cli/target/cairn-build.lock/pid", dead.pid() + "\n");
            Outcome outcome = checkout.cairn("list");
            assertThat(outcome.code()).isZero();
            assertThat(checkout.builds()).hasSize(1);
            assertThat(checkout.home.resolve("cli/target/cairn-build.lock")).doesNotExist();
        }

        @Test
        void launcher_shouldNeverBuild_whenToldNotTo() throws Exception {
            checkout.with("CAIRN_NO_BUILD", "1");
            Outcome missing = checkout.cairn("list");
            assertThat(missing.code()).isEqualTo(1);
            assertThat(missing.err()).contains("CAIRN_NO_BUILD", "cairn-cli.jar");
            checkout.write("cli/target/cairn-cli.jar", "jar");
            assertThat(checkout.cairn("list").code()).isZero();
            assertThat(checkout.builds()).isEmpty();
        }

        private static void await(Started started, String words) throws IOException, InterruptedException {
            Instant end = Instant.now().plusSeconds(60);
            while (!Files.readString(started.err()).contains(words)) {
                assertThat(Instant.now()).as("waiting for '%s'", words).isBefore(end);
                assertThat(started.process().waitFor(20, TimeUnit.MILLISECONDS))
                        .as("it ended, having said %s", Files.readString(started.err()))
                        .isFalse();
            }
        }
    }

    @Nested
    class Running {
        @BeforeEach
        void giveAJdk() throws IOException {
            checkout.with("JAVA_HOME", checkout.jdk("jdk", "25.0.3"));
        }

        @Test
        void launcher_shouldPassArgumentsAndExitCodeOn_whateverTheyAre() throws Exception {
            Outcome outcome = checkout.with("FAKE_EXIT", 4).cairn("run", "two  words", "", "*", "--team=$HOME");
            assertThat(outcome.code()).isEqualTo(4);
            assertThat(outcome.out()).endsWith("\ndev.cairn.cli.Cairn\nrun\ntwo  words\n\n*\n--team=$HOME\n");
        }

        @Test
        void launcher_shouldTellItsHomeAndClassPath_whenItRuns() throws Exception {
            assertThat(checkout.cairn("list").out().lines())
                    .contains("-Dcairn.home=" + checkout.home, checkout.home + "/cli/target/cairn-cli.jar");
        }

        @Test
        void launcher_shouldFindItsCheckout_whenCalledThroughLinksFromAnotherFolder() throws Exception {
            Path elsewhere = Files.createDirectories(checkout.base.resolve("else/where"));
            Path link = elsewhere.resolve("kairn");
            Files.createSymbolicLink(link, Path.of("../link"));
            Files.createSymbolicLink(checkout.base.resolve("else/link"), Path.of("../check out/cairn"));
            Outcome outcome = checkout.run(link, elsewhere, "list");
            assertThat(outcome.code()).as(outcome.err()).isZero();
            assertThat(outcome.out()).contains("-Dcairn.home=" + checkout.home + "\n");
        }

        @Test
        void launcher_shouldCompileFully_onlyWhenItServes() throws Exception {
            assertThat(checkout.cairn("list").out()).contains("TieredStopAtLevel=1");
            assertThat(checkout.cairn("local", "--port", "0").out()).doesNotContain("TieredStopAtLevel=1");
        }

        @Test
        void launcher_shouldAddOptions_whenTheyAreGiven() throws Exception {
            assertThat(checkout.with("CAIRN_JAVA_OPTS", "-Xmx2g -Dx=y")
                            .cairn("list")
                            .out())
                    .contains("-Xmx2g\n-Dx=y\n");
        }
    }

    private void onPath(Path jdk) throws IOException {
        Files.createSymbolicLink(checkout.bin.resolve("java"), jdk.resolve("bin/java"));
    }

    private void shim(String name, String script) throws IOException {
        Path shim = checkout.bin.resolve(name);
        FakeCheckout.write(shim, "#!/bin/sh\n" + script + "\n");
        FakeCheckout.executable(shim);
    }
}
