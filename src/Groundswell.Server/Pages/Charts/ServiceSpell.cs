using Groundswell.Catalogue;
using Groundswell.Incidents.Causes;

namespace Groundswell.Server.Pages.Charts;

/// <summary>A time in which a service of an incident was down.</summary>
/// <param name="Service">Which.</param>
/// <param name="Wave">The wave that it fell in.</param>
/// <param name="From">Estimated onset.</param>
/// <param name="To">Its recovery, or the end of what is drawn.</param>
internal sealed record ServiceSpell(ServiceId Service, int Wave, DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>All spells of an incident, by wave and onset.</summary>
    public static IReadOnlyList<ServiceSpell> Of(CauseIncident incident, DateTimeOffset end)
    {
        var open = new Dictionary<ServiceId, JoinedService>();
        var spells = new List<ServiceSpell>();
        foreach (var happened in incident.History)
        {
            switch (happened)
            {
                case CauseEvent.ServicesJoined joined:
                    Open(joined.Services);
                    break;
                case CauseEvent.ServicesFailedAgain again:
                    Open(again.Services);
                    break;
                case CauseEvent.ServicesRecovered recovered:
                    Close(recovered.Services, happened.At);
                    break;
                case CauseEvent.ServicesLeft left:
                    Close(left.Services, happened.At);
                    break;
            }
        }

        Close([.. open.Keys], incident.ResolvedAt ?? end);

        // A wave is recognised a little after its first services fell: each spell belongs to the last wave that had begun.
        return [.. spells.Select(s => s with { Wave = incident.Waves.Last(w => w.Number == 1 || w.Onset <= s.From).Number }).OrderBy(s => s.Wave).ThenBy(s => s.From).ThenBy(s => s.Service)];

        void Open(IReadOnlyList<JoinedService> services)
        {
            foreach (var service in services)
            {
                open.TryAdd(service.Service, service);
            }
        }

        void Close(IReadOnlyList<ServiceId> services, DateTimeOffset at)
        {
            foreach (var service in services)
            {
                if (open.Remove(service, out var fallen))
                {
                    spells.Add(new ServiceSpell(service, fallen.Wave, fallen.Onset, at > fallen.Onset ? at : fallen.Onset));
                }
            }
        }
    }
}
