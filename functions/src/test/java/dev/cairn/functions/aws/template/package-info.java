/** What template.yaml promises of a deployment: of each resource the properties that nothing else would miss. */
@NullMarked
package dev.cairn.functions.aws.template;

import org.jspecify.annotations.NullMarked;
