using Groundswell.Dns.Wire;

namespace Groundswell.Cli.Commands;

/// <summary>What was asked of <c>groundswell diagnose</c>.</summary>
internal sealed record DiagnoseSettings
{
    public required DomainName Name { get; init; }

    public required RecordType Type { get; init; }

    public string? Hints { get; init; }

    public string? TrustAnchor { get; init; }

    public IReadOnlyList<string> Resolvers { get; init; } = [];

    public int Port { get; init; }

    public bool Json { get; init; }
}
