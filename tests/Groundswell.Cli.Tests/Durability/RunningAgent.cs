using System.Diagnostics;
using System.Globalization;

namespace Groundswell.Cli.Tests.Durability;

/// <summary>An agent in a process of its own, which a test may kill or ask to stop.</summary>
internal sealed class RunningAgent : IDisposable
{
    private readonly Process _process;
    private readonly List<string> _said = [];
    private readonly TaskCompletionSource<string> _firstLine = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="token">Given by the environment, where others cannot read it.</param>
    /// <param name="proxy">Value of HTTP_PROXY; empty for none.</param>
    /// <param name="arguments">What follows <c>agent</c>.</param>
    public RunningAgent(string token, string proxy, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "groundswell.exe" : "groundswell"), ["agent", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in (string[])["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy", "NO_PROXY", "no_proxy"])
        {
            start.Environment.Remove(name);
        }

        start.Environment["GROUNDSWELL_TOKEN"] = token;
        if (proxy.Length > 0)
        {
            start.Environment["HTTP_PROXY"] = proxy;
        }

        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => _firstLine.TrySetResult(line.Data ?? "");
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>The one line on standard output.</summary>
    public Task<string> FirstLine => _firstLine.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

    /// <summary>What it logged.</summary>
    public string Log
    {
        get
        {
            lock (_said)
            {
                return string.Join('\n', _said);
            }
        }
    }

    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>SIGTERM.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
        }

        _process.Dispose();
    }

    private void Hear(string? line)
    {
        lock (_said)
        {
            _said.Add(line ?? "");
        }
    }
}
