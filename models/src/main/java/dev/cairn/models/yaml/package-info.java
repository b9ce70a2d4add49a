/** How the YAML that people write (teams, rehearsals) and that comes with this release is read. */
@NullMarked
package dev.cairn.models.yaml;

import org.jspecify.annotations.NullMarked;
