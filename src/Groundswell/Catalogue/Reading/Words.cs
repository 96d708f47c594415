namespace Groundswell.Catalogue.Reading;

/// <summary>The members of an enum as the catalogue writes them: <c>LoadBalancer</c> is <c>load-balancer</c>.</summary>
internal static class Words<T>
    where T : struct, Enum
{
    public static IReadOnlyDictionary<string, T> All { get; } =
        Enum.GetValues<T>().ToDictionary(value => Hyphenate(value.ToString()), StringComparer.Ordinal);

    private static string Hyphenate(string name) =>
        string.Concat(name.Select((c, i) => (char.IsAsciiLetterUpper(c) && i > 0 ? "-" : "") + char.ToLowerInvariant(c)));
}
