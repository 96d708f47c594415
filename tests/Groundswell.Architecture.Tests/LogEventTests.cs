using System.Reflection;
using Microsoft.Extensions.Logging;

namespace Groundswell.Architecture.Tests;

/// <summary>An operator looks a log line up by its number: it must mean one thing.</summary>
public sealed class LogEventTests
{
    private static readonly IReadOnlyList<(string Place, int Number)> Events =
    [
        .. from assembly in Product.Assemblies
           from type in assembly.GetTypes()
           from method in type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
           let attribute = method.GetCustomAttribute<LoggerMessageAttribute>()
           where attribute is not null
           select ($"{type.FullName}.{method.Name}", attribute.EventId),
    ];

    [Fact]
    public void A_number_means_one_event()
    {
        Assert.True(Events.Count >= 10, $"Only {Events.Count} events were found.");
        Findings.None(Events.GroupBy(e => e.Number).Where(g => g.Count() > 1).Select(g => $"{g.Key} is used by {string.Join(" and ", g.Select(e => e.Place))}."));
    }

    [Fact]
    public void Every_event_has_a_number_of_four_digits() => Findings.None(Events.Where(e => e.Number is < 1000 or > 9999).Select(e => $"{e.Place} has the number {e.Number}."));

    [Fact]
    public void Log_lines_are_generated() => Findings.None(
        from file in Repository.Sources
        where file.Path.StartsWith("src/", StringComparison.Ordinal)
        from line in Enumerable.Range(0, file.Lines.Count)
        from call in (string[])[".LogTrace(", ".LogDebug(", ".LogInformation(", ".LogWarning(", ".LogError(", ".LogCritical("]
        where file.Lines[line].Contains(call, StringComparison.Ordinal)
        select $"{file.Path}:{line + 1} logs by {call}: give it a number in a nested Log class.");
}
