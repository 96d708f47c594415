using System.Text.Json;

namespace Groundswell.Bench.Lives;

/// <summary>A line for every life and every minute in which something is owed, published or changes, as NDJSON.</summary>
internal sealed class LifeTrace(TextWriter output)
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public void Begin(Life life) => Write(new
    {
        life = life.Number,
        kind = life.Kind,
        seed = life.Seed,
        outages = life.Outages.Select(o => new
        {
            component = life.World.Components[o.Component].Id.ToString(),
            from = Math.Round(o.From),
            to = Math.Round(o.To),
            incident = o.Incident,
            wave = o.Wave,
            partialAt = o.PartialAt,
            relapseAt = o.RelapseAt,
            probesWellAt = o.ProbesWellAt,
            unseen = life.Spells.Any(s => s.IsRoot && s.Outage == o && s.SeenTo <= s.From),
            services = life.Spells.Where(s => s.Outage == o && s.Node.IsService).DistinctBy(s => s.Node).Count(),
            components = life.Spells.Where(s => s.Outage == o && !s.Node.IsService).Select(s => $"{life.World.Components[s.Node.Index].Id}@{s.From:0}-{s.To:0}"),
        }),
        notices = life.Notices.Select(n => $"{n.Component?.ToString() ?? n.Provider + "/?"}@{n.PostedAt:0}-{n.ResolvedAt:0}"),
        alone = life.Kind == LifeKind.Lonely ? life.World.Services[life.Spells[0].Node.Index].Id.ToString() : null,
    });

    public void Minute(Life life, LifeTruth truth, int minute, string what, IReadOnlyList<PublishedCause> published, NodeUnderTest node)
    {
        if (published.Count == 0 && what == "none" && truth.Phase(minute) == LifePhase.Quiet)
        {
            return;
        }

        Write(new
        {
            life = life.Number,
            minute,
            phase = truth.Phase(minute).ToString(),
            what,
            truth = truth.Failing(minute).Select(c => c.ToString()),
            visible = truth.VisibleDown(minute),
            down = node.Down,
            published = published.Select(p => new
            {
                incident = p.Incident.ToString(),
                name = p.Name.ToString(),
                p = Math.Round(p.Probability, 3),
                state = p.State.ToString(),
                p.Down,
                repaired = p.SaysRepaired,
            }),
            found = node.Findings.Select(f => new
            {
                name = f.Cause.ToString(),
                p = Math.Round(f.Probability, 3),
                services = f.Services.Count,
                why = f.Evidence.Select(e => $"{e.Kind} {e.Weight:0.0}"),
            }),
        });
    }

    private void Write<T>(T line) => output.WriteLine(JsonSerializer.Serialize(line, Options));
}
