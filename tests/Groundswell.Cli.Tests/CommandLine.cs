using System.Diagnostics;

namespace Groundswell.Cli.Tests;

/// <summary>Runs the built executable as a person does, in a folder of its own, on a terminal type that knows colours but with its output redirected.</summary>
internal sealed class CommandLine : IDisposable
{
    /// <summary>A command that runs longer hangs; the longest takes some seconds.</summary>
    private static readonly TimeSpan UsualPatience = TimeSpan.FromMinutes(2);

    private static readonly string Executable = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "groundswell.exe" : "groundswell");

    public TimeSpan Patience { get; init; } = UsualPatience;

    /// <summary>Ends commands of which nobody wants to know any more.</summary>
    public CancellationToken Abandon { get; init; }

    /// <summary>Where commands run.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("groundswell-cli-").FullName;

    public string PathOf(string name) => Path.Combine(Folder, name);

    public void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
        File.WriteAllText(PathOf(name), text);
    }

    public Task<Outcome> RunAsync(params string[] arguments) => RunAsync([], arguments);

    public async Task<Outcome> RunAsync(byte[] input, string[] arguments)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken, Abandon);
        patience.CancelAfter(Patience);
        var cancellationToken = patience.Token;
        using var process = new Process { StartInfo = Start(arguments) };
        process.Start();
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input, cancellationToken);
            process.StandardInput.Close();
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested && !Abandon.IsCancellationRequested)
        {
            Assert.Fail($"'groundswell {string.Join(' ', arguments)}' had not ended after {Patience}.");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }

        return new Outcome(process.ExitCode, (await output).ReplaceLineEndings("\n"), (await error).ReplaceLineEndings("\n"));
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private ProcessStartInfo Start(string[] arguments)
    {
        var start = new ProcessStartInfo(Executable, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("GROUNDSWELL_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        // What runs for seconds only is not worth profiling for: the server is, and keeps it.
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["TERM"] = "xterm-256color";
        start.Environment["COLORTERM"] = "truecolor";
        return start;
    }
}
