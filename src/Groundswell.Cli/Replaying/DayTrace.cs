using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Groundswell.Publication;

namespace Groundswell.Cli.Replaying;

/// <summary>Writes what is published, an object and a line for each minute, so that a day can be read as its readers saw it.</summary>
internal sealed class DayTrace : IDisposable
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly StreamWriter _lines;

    private DayTrace(string path) => _lines = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };

    /// <summary>Null, with the reason told, where the file cannot be written.</summary>
    public static DayTrace? Create(string path, TextWriter errors)
    {
        try
        {
            return new DayTrace(path);
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            errors.WriteLine($"--trace: {refusal.Message}");
            return null;
        }
    }

    public void Look(PublicSnapshot snapshot, Func<string> home)
    {
        if (snapshot.At.Second != 0)
        {
            return;
        }

        _lines.WriteLine(JsonSerializer.Serialize(
            new
            {
                At = snapshot.At.UtcDateTime,
                Home = home(),
                Words = snapshot.Services.GroupBy(s => s.Verdict).OrderBy(g => g.Key).ToDictionary(g => g.Key.ToString().ToLowerInvariant(), g => g.Count()),
                Causes = snapshot.Causes.Select(c => new
                {
                    Id = c.Id.ToString(),
                    Cause = c.Cause.ToString(),
                    c.Probability,
                    Title = CauseTitle.Write(c.Cause, snapshot.Catalogue),
                    State = c.State.ToString().ToLowerInvariant(),
                    c.Down,
                    Services = c.Members.Count,
                    Waves = c.Waves.Count,
                    Failing = c.Components.Values.Where(f => f.RecoveredAt is null).Select(f => f.Failing.Component.ToString()).Order(StringComparer.Ordinal),
                    c.Sentence,
                }),
                Services = snapshot.Services.Where(s => s.Verdict is not (Verdict.Up or Verdict.Unknown)).Select(s => new
                {
                    Id = s.Id.ToString(),
                    Word = s.Verdict.ToString().ToLowerInvariant(),
                    Reports = Math.Round(s.RecentReports),
                    Usual = double.IsNaN(s.RecentExpected) ? (double?)null : Math.Round(s.RecentExpected, 1),
                }),
                Alone = snapshot.Alone.Select(i => i.Service.ToString()),
            },
            Web));
    }

    public void Dispose() => _lines.Dispose();
}
