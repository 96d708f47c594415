using Groundswell.Catalogue;
using Groundswell.Incidents.Causes;

namespace Groundswell.Server.Pages.Charts;

/// <summary>A time in which a service of an incident was down.</summary>
/// <param name="Service">Which.</param>
/// <param name="Wave">The wave that it fell in.</param>
/// <param name="From">Estimated onset.</param>
/// <param name="To">Its recovery, or the end of what is drawn.</param>
/// <param name="Flickers">How often it came back within it and failed again; such is one spell.</param>
internal sealed record ServiceSpell(ServiceId Service, int Wave, DateTimeOffset From, DateTimeOffset To, int Flickers = 0)
{
    /// <summary>All spells of an incident, by wave and onset.</summary>
    public static IReadOnlyList<ServiceSpell> Of(CauseIncident incident, DateTimeOffset end)
    {
        var open = new Dictionary<ServiceId, ServiceSpell>();
        var fell = new Dictionary<ServiceId, DateTimeOffset>();
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
                var earlier = spells.FindLastIndex(s => s.Service == service.Service);
                if (earlier >= 0 && !CauseMember.IsFlicker(fell[service.Service], service.Onset) && (service.Wave != spells[earlier].Wave || service.Onset - spells[earlier].To > CauseWave.Together))
                {
                    earlier = -1;
                }

                if (!open.ContainsKey(service.Service))
                {
                    open[service.Service] = earlier < 0 ? new ServiceSpell(service.Service, service.Wave, service.Onset, service.Onset) : spells[earlier] with { Flickers = spells[earlier].Flickers + 1 };
                    if (earlier >= 0)
                    {
                        spells.RemoveAt(earlier);
                    }
                }

                fell[service.Service] = service.Onset;
            }
        }

        void Close(IReadOnlyList<ServiceId> services, DateTimeOffset at)
        {
            foreach (var service in services)
            {
                if (open.Remove(service, out var spell))
                {
                    spells.Add(spell with { To = at > spell.From ? at : spell.From });
                }
            }
        }
    }
}
