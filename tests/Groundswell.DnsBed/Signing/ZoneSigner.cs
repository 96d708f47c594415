using System.Globalization;
using Groundswell.DnsBed.Running;

namespace Groundswell.DnsBed.Signing;

/// <summary>Signs zone files with <c>dnssec-signzone</c>, and spoils what it made where a zone is to be wrong.</summary>
internal sealed class ZoneSigner(KeyRing keys, DateTimeOffset now)
{
    /// <summary>Lines of the signed zone, a record each.</summary>
    /// <param name="zone">Its name with the last dot.</param>
    /// <param name="text">The unsigned zone.</param>
    /// <param name="signing">How, rightly or wrongly.</param>
    /// <param name="folder">An empty one that this call may fill.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<string>> SignAsync(string zone, string text, ZoneSigning signing, string folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var used = keys.All(signing);
        var stems = new List<string>();
        foreach (var key in used)
        {
            var stem = Path.Combine(folder, key.FileStem(zone));
            await File.WriteAllTextAsync(stem + ".key", $"{zone} IN {key.Record}\n", cancellationToken);
            await File.WriteAllTextAsync(stem + ".private", key.PrivateFile, cancellationToken);
            stems.Add(stem);
        }

        var unsigned = Path.Combine(folder, "unsigned");
        var signed = Path.Combine(folder, "signed");
        await File.WriteAllTextAsync(unsigned, text + string.Concat(used.Select(k => $"@ 3600 IN {k.Record}\n")), cancellationToken);
        await Tool.RunAsync(
            "dnssec-signzone",
            [
                "-q", "-P", "-n", "1", "-O", "full", "-d", folder, "-o", zone, "-f", signed,
                "-s", Time(signing.Begins), "-e", Time(signing.Ends),
                .. Denying(signing.Denial),
                .. signing.HasTwoKeys ? [] : new[] { "-z" },
                unsigned, .. stems,
            ],
            cancellationToken);
        var lines = (await File.ReadAllLinesAsync(signed, cancellationToken)).Where(l => l.Length > 0 && l[0] != ';');
        return [.. signing.Spoil is { } spoil ? spoil(lines) : lines];
    }

    private static string[] Denying(Denial denial) => denial switch
    {
        Denial.Nsec3 => ["-3", "-", "-H", "0"],
        Denial.Nsec3OptOut => ["-3", "-", "-H", "0", "-A"],
        Denial.Nsec3Salted => ["-3", "a1b2c3d4", "-H", "10"],
        Denial.Nsec3ManyRounds => ["-3", "-", "-H", "150"],
        _ => [],
    };

    private string Time(TimeSpan fromNow) => (now + fromNow).UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
}
