namespace Groundswell.Architecture.Tests;

/// <summary>The engine takes data and a time and gives data. What it must never use, and why.</summary>
public sealed class EngineTests
{
    private static readonly Dictionary<string, string> ForbiddenTypes = new(StringComparer.Ordinal)
    {
        ["System.IO.File"] = "the engine does no I/O",
        ["System.IO.Directory"] = "the engine does no I/O",
        ["System.IO.FileSystem"] = "the engine does no I/O",
        ["System.IO.Path"] = "the engine knows no files",
        ["System.IO.Pipes"] = "the engine does no I/O",
        ["System.IO.StreamWriter"] = "the engine writes to no stream",
        ["System.IO.StreamReader"] = "the engine reads from no stream",
        ["System.Console"] = "the engine does no I/O",
        ["System.Environment"] = "the engine takes its settings as arguments",
        ["System.Net.Dns"] = "the engine knows no network",
        ["System.Net.Http"] = "the engine knows no network",
        ["System.Net.Mail"] = "the engine knows no network",
        ["System.Net.NetworkInformation"] = "the engine knows no network",
        ["System.Net.Security"] = "the engine knows no network",
        ["System.Net.Sockets"] = "the engine knows no network",
        ["System.Net.WebSockets"] = "the engine knows no network",
        ["System.Diagnostics.Process"] = "the engine starts nothing",
        ["System.Diagnostics.Stopwatch"] = "the engine is handed its time",
        ["System.TimeProvider"] = "the engine is handed its time, not a clock",
        ["System.Threading.Timer"] = "the engine waits for nothing",
        ["System.Threading.PeriodicTimer"] = "the engine waits for nothing",
        ["System.Threading.Thread"] = "its caller decides where the engine runs",
        ["System.Data"] = "storage is behind Groundswell.Storage",
        ["Microsoft.Data"] = "storage is behind Groundswell.Storage",
        ["Microsoft.AspNetCore"] = "the web is the server's",
        ["Microsoft.Extensions"] = "hosting and logging are the server's; the engine gives evidence instead",
        ["Orleans"] = "placement is the cluster's",
    };

    private static readonly Dictionary<string, string> ForbiddenMembers = new(StringComparer.Ordinal)
    {
        ["System.DateTime.get_Now"] = "the engine is handed its time",
        ["System.DateTime.get_UtcNow"] = "the engine is handed its time",
        ["System.DateTime.get_Today"] = "the engine is handed its time",
        ["System.DateTimeOffset.get_Now"] = "the engine is handed its time",
        ["System.DateTimeOffset.get_UtcNow"] = "the engine is handed its time",
        ["System.Guid.NewGuid"] = "a replay would give other ids",
        ["System.Random.get_Shared"] = "a replay would give other numbers",
        ["System.Threading.Tasks.Task.Delay"] = "the engine waits for nothing",
        ["System.Threading.Tasks.Task.Run"] = "its caller decides where the engine runs",
    };

    /// <summary>
    /// All that the engine may stand on; one more is a decision. Of System.Net.Primitives it takes IPAddress, of
    /// cryptography a hash: no I/O in either.
    /// </summary>
    private static readonly string[] Foundations =
    [
        "System.Collections", "System.Collections.Concurrent", "System.Collections.Immutable", "System.Linq", "System.Memory", "System.Net.Primitives",
        "System.Runtime", "System.Runtime.InteropServices", "System.Runtime.Intrinsics", "System.Security.Cryptography", "System.Text.Encodings.Web", "System.Text.Json",
        "System.Text.RegularExpressions", "System.Threading", "YamlDotNet",
    ];

    [Fact]
    public void The_engine_uses_no_file_network_process_clock_database_web_cluster_or_log()
    {
        var wrong = Usage.Of(Product.TypesOf(Product.Engine))
            .SelectMany(usage => ForbiddenTypes.Where(f => usage.Used.StartsWith(f.Key, StringComparison.Ordinal)).Select(f => $"{usage}: {f.Value}."));

        Findings.None(wrong);
    }

    [Fact]
    public void The_engine_reads_no_clock_and_draws_no_chance_of_its_own()
    {
        var wrong = Usage.Of(Product.TypesOf(Product.Engine))
            .Where(usage => ForbiddenMembers.ContainsKey($"{usage.Used}.{usage.Member}"))
            .Select(usage => $"{usage}: {ForbiddenMembers[$"{usage.Used}.{usage.Member}"]}.");

        Findings.None(wrong);
    }

    [Fact]
    public void The_engine_stands_on_few_assemblies()
    {
        var wrong = Product.Engine.GetReferencedAssemblies().Select(a => a.Name!).Except(Foundations)
            .Select(name => $"The engine references {name}; if that is meant, add it to {nameof(Foundations)} in this test.");

        Findings.None(wrong);
    }

    [Fact]
    public void Usages_are_seen_at_all() =>
        Assert.Contains(Usage.Of(Product.TypesOf(Product.Engine)), u => u is { User: "Groundswell.Pipeline", Used: "Groundswell.Detection.JointJudge", Member: "Judge" });
}
