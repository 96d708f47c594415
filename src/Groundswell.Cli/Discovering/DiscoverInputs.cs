using System.Net;
using Groundswell.Dns.Asking;
using Groundswell.Sensing.Discovery.Observing;
using Groundswell.Sensing.Discovery.Ranges;

namespace Groundswell.Cli.Discovering;

/// <summary>Reads what <c>discover</c> is told; what is wrong comes back as sentences.</summary>
internal static class DiscoverInputs
{
    private const int MostDomains = 1_000_000;
    private const int LargestRangeFile = 64 * 1024 * 1024;
    private const int DnsPort = 53;

    /// <param name="given">From the command line.</param>
    /// <param name="from">A file of a domain a line, <c>-</c> for standard input; <c>#</c> begins a comment.</param>
    /// <param name="standardInput">Read where <paramref name="from"/> says so.</param>
    /// <param name="faults">Takes a sentence for each thing that is wrong.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IReadOnlyList<DomainTarget> ReadTargets(IEnumerable<string> given, string? from, TextReader standardInput, List<string> faults)
    {
        var targets = new List<DomainTarget>();
        var seen = new HashSet<DomainTarget>();
        foreach (var word in given)
        {
            Add(word, "");
        }

        if (from is not null)
        {
            using var file = from == "-" ? null : new StreamReader(from);
            var reader = file ?? standardInput;
            for (var line = 1; reader.ReadLine() is { } text && targets.Count < MostDomains; line++)
            {
                if (text.Split('#')[0].Trim() is { Length: > 0 } word)
                {
                    Add(word, $"{from}:{line}: ");
                }
            }
        }

        return targets;

        void Add(string word, string where)
        {
            if (!DomainTarget.TryParse(word, out var target))
            {
                faults.Add($"{where}'{(word.Length <= 60 ? word : word[..60] + "…")}' is no domain; {DomainTarget.Rule}");
            }
            else if (seen.Add(target))
            {
                targets.Add(target);
            }
        }
    }

    /// <param name="files">Paths, each possibly as <c>name=path</c>; without it a plain list is named after its file.</param>
    /// <param name="faults">Takes a sentence for each thing that is wrong.</param>
    public static AddressRanges ReadRanges(IEnumerable<string> files, List<string> faults)
    {
        var ranges = new List<AddressRange>();
        foreach (var word in files)
        {
            var equals = word.IndexOf('=', StringComparison.Ordinal);
            var path = equals < 0 ? word : word[(equals + 1)..];
            var name = (equals < 0 ? Path.GetFileNameWithoutExtension(path) : word[..equals]).ToLowerInvariant();
            try
            {
                if (new FileInfo(path) is { Exists: true, Length: > LargestRangeFile } file)
                {
                    faults.Add($"--ranges: {path} has {file.Length} bytes; at most {LargestRangeFile} are read.");
                    continue;
                }

                ranges.AddRange(RangeFile.Read(File.ReadAllText(path), name));
            }
            catch (InvalidDataException refusal)
            {
                faults.Add($"--ranges: {path}: {refusal.Message}");
            }
            catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException or ArgumentException)
            {
                faults.Add($"--ranges: {path} cannot be read: {refusal.Message}");
            }
        }

        return new AddressRanges(ranges);
    }

    public static IReadOnlyList<IPEndPoint> ReadResolvers(IReadOnlyCollection<string> given, List<string> faults)
    {
        var resolvers = new List<IPEndPoint>();
        foreach (var word in given)
        {
            if (IPEndPoint.TryParse(word, out var resolver))
            {
                resolvers.Add(resolver.Port == 0 ? new IPEndPoint(resolver.Address, DnsPort) : resolver);
            }
            else
            {
                faults.Add($"--resolver is '{word}'; it must be an address, possibly with a port, such as 9.9.9.9, 127.0.0.1:5353 or [::1]:5353.");
            }
        }

        if (given.Count == 0)
        {
            resolvers.AddRange(SystemResolvers.Find());
            if (resolvers.Count == 0)
            {
                faults.Add("This machine is set up to ask no resolver; say with --resolver whom to ask.");
            }
        }

        return resolvers;
    }
}
