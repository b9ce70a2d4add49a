package dev.cairn.functions;

import dev.cairn.core.lifecycle.Awaiting;
import dev.cairn.core.lifecycle.Cancelling;
import dev.cairn.core.lifecycle.Failing;
import dev.cairn.core.lifecycle.Forking;
import dev.cairn.core.lifecycle.HandingOver;
import dev.cairn.core.lifecycle.Keeping;
import dev.cairn.core.lifecycle.Opening;
import dev.cairn.core.lifecycle.Responding;
import dev.cairn.core.lifecycle.Resuming;
import dev.cairn.core.lifecycle.Runs;
import dev.cairn.core.lifecycle.Starting;
import dev.cairn.core.port.Executions;
import dev.cairn.core.port.SchemaCheck;
import dev.cairn.core.step.Machine;
import dev.cairn.core.step.StepRunner;
import dev.cairn.functions.approval.ApprovalLinks;
import dev.cairn.functions.approval.Waiting;
import dev.cairn.functions.secret.Fresh;
import dev.cairn.functions.secret.InstallationSecret;
import dev.cairn.functions.secret.SealedExecutions;
import dev.cairn.functions.secret.TokenSeal;

/** Everything that handlers and the API work with, made once for a process from the machine and its surroundings. */
public record Services(
        Machine machine,
        Executions executions,
        EventFeed feed,
        TeamCatalog teams,
        StepRunner steps,
        Runs runs,
        Opening opening,
        Starting starting,
        Resuming resuming,
        Responding responding,
        Cancelling cancelling,
        Failing failing,
        Waiting waiting,
        ApprovalLinks links,
        Installation installation,
        HandingOver handingOver,
        Keeping keeping,
        Forking forking,
        BrokenObjects brokenObjects) {
    /** @param surrounding as Step Functions takes tokens; everything here knows them sealed only */
    public static Services over(
            Machine machine,
            Executions surrounding,
            EventFeed feed,
            TeamCatalog teams,
            SchemaCheck schemas,
            Installation installation) {
        Fresh<InstallationSecret> secret = new Fresh<>(installation.secret(), machine.clock());
        TokenSeal seal = new TokenSeal(secret);
        Executions executions = new SealedExecutions(surrounding, seal, installation.log());
        ApprovalLinks links = new ApprovalLinks(secret);
        Starting starting = new Starting(machine, executions);
        Resuming resuming = new Resuming(machine, starting, executions);
        Opening opening = new Opening(machine);
        return new Services(
                machine,
                executions,
                feed,
                teams,
                new StepRunner(machine),
                new Runs(machine.index(), machine.clock()),
                opening,
                starting,
                resuming,
                new Responding(machine, resuming, executions, schemas),
                new Cancelling(machine, executions),
                new Failing(machine),
                new Waiting(
                        new Awaiting(machine, executions),
                        seal,
                        machine.index(),
                        links,
                        installation.address(),
                        installation.notices()),
                links,
                installation,
                new HandingOver(starting),
                new Keeping(machine, starting),
                new Forking(machine, opening, schemas),
                new BrokenObjects(machine));
    }
}
