/** What the deployment's template says, as far as the local server keeps to it. */
@NullMarked
package dev.cairn.local.template;

import org.jspecify.annotations.NullMarked;
