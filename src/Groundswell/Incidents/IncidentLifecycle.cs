namespace Groundswell.Incidents;

/// <summary>
/// The life of an incident as a pure state machine: command in, events out. It reads no clock and keeps nothing; all that it knows is
/// the incident (the fold of its events) and the command. The same commands give the same events.
/// </summary>
public static class IncidentLifecycle
{
    private const double Doubling = 2;
    private const double MostOfExplained = 2; // times what is explained now: an incident that had more at its peak was an outage

    /// <param name="current">The service's latest incident, open or resolved; null if it never had one.</param>
    /// <param name="command">What the detector says now.</param>
    /// <param name="options">Dwell times and thresholds.</param>
    /// <returns>What happened, oldest first, to be stored and then applied; mostly nothing.</returns>
    public static IReadOnlyList<IncidentEvent> Decide(Incident? current, AssessService command, IncidentOptions options)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(options);
        if (command.Watch.Stance == Stance.Silent)
        {
            return [];
        }

        var decision = new Decision(current, command, options);
        decision.Decide();
        return decision.Events;
    }

    private sealed class Decision(Incident? current, AssessService command, IncidentOptions options)
    {
        private readonly List<IncidentEvent> _events = [];
        private readonly DateTimeOffset _at =
            current is not null && current.History[^1].At > command.Now ? current.History[^1].At : command.Now;

        private Incident? _incident = current;

        public IReadOnlyList<IncidentEvent> Events => _events;

        private double Reports => command.Assessment.RecentReports;

        private double Expected => command.Assessment.RecentExpected;

        private bool IsExplained => command.Assessment is { IsExplained: true, IsSettled: true };

        private bool IsDown => command.Watch.Stance == Stance.Down;

        public void Decide()
        {
            BeginIfDown();
            switch (_incident?.State)
            {
                case IncidentState.Detected:
                    Follow(_incident);
                    ConfirmOrWithdraw();
                    GiveUpIfExplained();
                    break;
                case IncidentState.Confirmed:
                    Follow(_incident);
                    RecoverIfCalm();
                    GiveUpIfExplained();
                    break;
                case IncidentState.Recovering when (HasBeenCalmFor(IsProbedOnly(_incident) ? options.ResolveProbedAfter : options.ResolveAfter) && !command.Watch.IsEbbing) || IsExplained:
                    Add(new IncidentEvent.Resolved { At = _at });
                    break;
            }
        }

        private void BeginIfDown()
        {
            if (!IsDown)
            {
                return;
            }

            switch (_incident)
            {
                case null:
                case { State: IncidentState.Resolved, Since: var ended } when _at - ended > options.ReopenWithin || _incident!.History[^1] is IncidentEvent.Withdrawn:
                    Detect();
                    break;
                case { State: IncidentState.Resolved or IncidentState.Recovering }:
                    Add(new IncidentEvent.WaveBegan(_incident.Waves + 1, Onset(_incident.Since), Reports, Expected) { At = _at });
                    break;
            }
        }

        private void Detect()
        {
            _incident = null;
            Add(new IncidentEvent.Detected(
                command.NextId,
                command.Assessment.Service,
                Onset(DateTimeOffset.MinValue),
                SeverityRule.Judge(Reports, Expected, options),
                Reports,
                Expected,
                IncidentScope.RegionsOf(command.Assessment),
                IncidentScope.SymptomsOf(command.Assessment))
            { At = _at });
        }

        private void ConfirmOrWithdraw()
        {
            if (IsDown && (command.Watch.Held >= options.ConfirmAfter || SeverityRule.IsOverwhelming(Reports, Expected, options)))
            {
                Add(new IncidentEvent.Confirmed(Reports, Expected) { At = _at });
            }
            else if (HasBeenCalmFor(options.WithdrawAfter))
            {
                AddPeakAbove(0);
                Add(new IncidentEvent.Resolved { At = _at });
            }
        }

        private void RecoverIfCalm()
        {
            if (HasBeenCalmFor(command.Watch.IsEbbing ? options.RecoverEbbingAfter : options.RecoverAfter))
            {
                AddPeakAbove(0);
                Add(command.Assessment.BecameUsual
                    ? new IncidentEvent.BecameUsual(Reports, Expected) { At = _at }
                    : new IncidentEvent.RecoveryBegan(Reports, Expected) { At = _at });
            }
        }

        /// <summary>
        /// What is left is no more than others explain, and surely so. If it never was more, the incident was none; if it was, it is over. One
        /// that began before what would explain it never comes here: then it is not explained.
        /// </summary>
        private void GiveUpIfExplained()
        {
            if (!IsExplained || _incident is not { State: IncidentState.Detected or IncidentState.Confirmed } incident)
            {
                return;
            }

            AddPeakAbove(0);
            var peak = _incident!.Peak;
            var allowed = Math.Max(Reports, (command.Assessment.Surge?.Factor ?? 0) * Expected);
            if (peak.Reports * Math.Max(1, Expected) <= MostOfExplained * Math.Max(1, allowed) * Math.Max(1, peak.Expected))
            {
                Add(new IncidentEvent.Withdrawn(command.Assessment.Surge is null ? WithdrawalReason.Stray : WithdrawalReason.Surge, Reports, Expected) { At = _at });
            }
            else if (incident.State == IncidentState.Confirmed)
            {
                Add(new IncidentEvent.RecoveryBegan(Reports, Expected) { At = _at });
            }
            else
            {
                Add(new IncidentEvent.Resolved { At = _at });
            }
        }

        private void Follow(Incident incident)
        {
            if (!IsDown)
            {
                return;
            }

            AddPeakAbove((Doubling - 1) * incident.Peak.Reports);
            FollowSeverity(incident);
            FollowScope(incident);
        }

        private void FollowSeverity(Incident incident)
        {
            var lastSet = LastTime(incident, e => e is IncidentEvent.Detected or IncidentEvent.SeverityChanged or IncidentEvent.WaveBegan);
            var mayFall = _at - lastSet >= options.SeverityHold;
            var severity = SeverityRule.Judge(incident.Severity, Reports, Expected, mayFall, options);
            if (severity != incident.Severity)
            {
                Add(new IncidentEvent.SeverityChanged(incident.Severity, severity, Reports, Expected) { At = _at });
            }
        }

        private void FollowScope(Incident incident)
        {
            var regions = IncidentScope.RegionsOf(command.Assessment);
            var symptoms = IncidentScope.SymptomsOf(command.Assessment);
            var lastSet = LastTime(incident, e => e is IncidentEvent.Detected or IncidentEvent.ScopeChanged);
            var isNews = IncidentScope.IsNews(incident.Regions, regions) || IncidentScope.IsNews(incident.Symptoms, symptoms);
            if (isNews && _at - lastSet >= options.ScopeEvery)
            {
                Add(new IncidentEvent.ScopeChanged(
                    regions.Count > 0 ? regions : incident.Regions,
                    symptoms.Count > 0 ? symptoms : incident.Symptoms)
                { At = _at });
            }
        }

        private void AddPeakAbove(double margin)
        {
            if (command.Watch.Highest is { } highest && highest.Reports > _incident!.Peak.Reports + margin)
            {
                Add(new IncidentEvent.PeakPassed(highest) { At = _at });
            }
        }

        // Its reports never left the usual by more than a few.
        private bool IsProbedOnly(Incident incident) => incident.Peak.Reports < incident.Peak.Expected + options.ProbedOnlyExcess;

        private bool HasBeenCalmFor(TimeSpan time) => command.Watch.Stance == Stance.Calm && command.Watch.Held >= time;

        // The detector's estimate, but neither in the future nor before the end of the wave before.
        private DateTimeOffset Onset(DateTimeOffset earliest)
        {
            var onset = command.Assessment.Onset ?? command.Assessment.At;
            onset = onset < earliest ? earliest : onset;
            return onset > _at ? _at : onset;
        }

        private static DateTimeOffset LastTime(Incident incident, Func<IncidentEvent, bool> isWanted) => incident.History.Last(isWanted).At;

        private void Add(IncidentEvent what)
        {
            var happened = what with { Probes = ProbesSeen.Of(command.Assessment.Probes) };
            _incident = Incident.Apply(_incident, happened);
            _events.Add(happened);
        }
    }
}
