using System.Diagnostics;

namespace Groundswell.DnsBed.Running;

/// <summary>Runs a program to its end.</summary>
internal static class Tool
{
    /// <summary>What it printed to standard output.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message ends with what it printed to standard error.</exception>
    public static async Task<string> RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Find(program), arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {await error}");
    }

    /// <summary>The path of a program; Debian keeps servers in folders that a person's PATH does not name.</summary>
    /// <exception cref="InvalidOperationException">It is not installed.</exception>
    public static string Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Concat(["/usr/sbin", "/usr/local/sbin", "/sbin"])
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException($"{program} is not installed; the test bed needs bind9, bind9-utils, knot, nsd and unbound (eng/check.sh installs them where it runs as root).");
}
