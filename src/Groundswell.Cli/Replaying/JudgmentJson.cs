using System.Text.Encodings.Web;
using System.Text.Json;
using Groundswell.Scenarios;

namespace Groundswell.Cli.Replaying;

/// <summary>How a node did in a scenario, for programs.</summary>
internal static class JudgmentJson
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(Scenario scenario, ScenarioJudgment judgment, long reports) => JsonSerializer.Serialize(
        new
        {
            Scenario = scenario.Name,
            Met = judgment.IsMet,
            Reports = reports,
            MedianDelaySeconds = judgment.MedianDelay?.TotalSeconds,
            Expectations = judgment.Results.Select(r => new
            {
                r.Expectation.Line,
                Expected = ExpectationWords.Of(r.Expectation),
                Service = r.Service?.ToString(),
                r.Met,
                DelaySeconds = r.Delay?.TotalSeconds,
                r.Reason,
            }),
            Outages = judgment.Findings.Select(f => new
            {
                Service = f.Truth.Service.ToString(),
                From = f.Truth.From.UtcDateTime,
                To = f.Truth.To.UtcDateTime,
                FoundAfterSeconds = f.Delay?.TotalSeconds,
                RecoveredAfterSeconds = f.RecoveryDelay?.TotalSeconds,
            }),
            FalseIncidents = judgment.FalseIncidents.Select(f => new { Service = f.Service.ToString(), At = f.At.UtcDateTime, Confirmed = f.WasConfirmed }),
            Causes = judgment.Causes.Where(c => c.MergedInto is null).Select(c => new
            {
                Id = c.Id.ToString(),
                Cause = c.Cause.ToString(),
                c.Probability,
                Services = c.Members.Count,
                Waves = c.Waves.Count,
                Onset = c.Onset.UtcDateTime,
                Resolved = c.ResolvedAt?.UtcDateTime,
            }),
        },
        Web);
}
