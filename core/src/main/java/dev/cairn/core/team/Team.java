package dev.cairn.core.team;

import static java.util.Objects.requireNonNull;

import dev.cairn.core.error.Fault;
import dev.cairn.core.error.InvalidInputException;
import dev.cairn.core.run.LimitsPatch;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A manager and its participants, with the review and the limits that a run takes unless it says otherwise. */
public record Team(
        String name, Manager manager, List<Participant> participants, PlanReview planReview, LimitsPatch limits) {
    /** Names that entries of the log use for others than participants. */
    private static final Set<String> RESERVED = Set.of("manager", "person", "user", "cairn");

    public Team {
        requireNonNull(name, "name is null");
        requireNonNull(manager, "manager is null");
        participants = List.copyOf(requireNonNull(participants, "participants is null"));
        planReview = orDefault(planReview);
        limits = orNone(limits);
        List<Fault> faults = new ArrayList<>();
        if (participants.isEmpty()) {
            faults.add(new Fault("participants", "must name at least one participant"));
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < participants.size(); i++) {
            String participant = participants.get(i).name();
            String key = participant.strip().toLowerCase(Locale.ROOT);
            String field = "participants[" + i + "].name";
            if (!seen.add(key)) {
                faults.add(
                        new Fault(field, "\"" + participant + "\" is already taken; names are unique ignoring case"));
            }
            if (RESERVED.contains(key)) {
                faults.add(new Fault(field, "\"" + participant + "\" is reserved; take another name"));
            }
        }
        if (!faults.isEmpty()) {
            throw new InvalidInputException(faults);
        }
    }

    private static PlanReview orDefault(@Nullable PlanReview planReview) {
        return planReview == null ? PlanReview.NEVER : planReview;
    }

    private static LimitsPatch orNone(@Nullable LimitsPatch limits) {
        return limits == null ? LimitsPatch.NONE : limits;
    }

    /** Matched exactly, then ignoring case and surrounding space. */
    public Optional<Participant> find(String wanted) {
        Optional<Participant> exact =
                participants.stream().filter(one -> one.name().equals(wanted)).findFirst();
        return exact.isPresent()
                ? exact
                : participants.stream()
                        .filter(one -> one.name().strip().equalsIgnoreCase(wanted.strip()))
                        .findFirst();
    }

    public Participant participant(String exactName) {
        return participants.stream()
                .filter(one -> one.name().equals(exactName))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException(
                        "participant", "team " + name + " has nobody named \"" + exactName + "\""));
    }

    /** Whether any of its models is played from a script, so that what comes of it is no model's word alone. */
    public boolean rehearses() {
        return manager.model().isRehearsed()
                || participants.stream().anyMatch(one -> one.model().isRehearsed());
    }

    public List<String> names() {
        return participants.stream().map(Participant::name).toList();
    }
}
