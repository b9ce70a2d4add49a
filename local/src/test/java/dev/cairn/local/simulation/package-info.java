/**
 * The whole machine in a world where everything that can go wrong does, and nothing happens by chance: the state machine
 * under virtual time, the functions, the API and the reconciler over faulty ports, one thread running at a time.
 */
@NullMarked
package dev.cairn.local.simulation;

import org.jspecify.annotations.NullMarked;
