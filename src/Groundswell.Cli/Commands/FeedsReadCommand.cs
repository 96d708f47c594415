using System.CommandLine;
using System.CommandLine.Parsing;
using Groundswell.Catalogue;
using Groundswell.Sensing.Feeds;
using Groundswell.Sensing.Feeds.Fetching;
using Groundswell.Server.Hosting;
using Groundswell.Signals;

namespace Groundswell.Cli.Commands;

/// <summary><c>groundswell feeds read</c>: what the reader makes of one payload.</summary>
internal static class FeedsReadCommand
{
    private const string StandardInput = "-";

    public static Command Create()
    {
        var source = new Argument<string>("SOURCE") { Description = "A file, an address (https://…), or '-' for standard input." };
        var kind = new Option<FeedKind?>("--kind") { Description = $"The shape of the page; by default it is found out. One of {string.Join(", ", Kinds.Keys)}.", HelpName = "KIND", CustomParser = ParseKind };
        var contentType = new Option<string?>("--content-type") { Description = "The Content-Type that a file came with. Without it, the byte order mark and the bytes decide.", HelpName = "TYPE" };
        var from = new Option<Uri?>("--from") { Description = "The address that a file came from: an empty feed is good news from some hosts only.", HelpName = "URL", CustomParser = ParseAddress };
        var at = new Option<DateTimeOffset?>("--at") { Description = "When a file was fetched, as in 2025-10-20T07:11:00Z. By default it is read as of the time that it states itself.", HelpName = "TIME", CustomParser = ParseTime };
        var provider = new Option<string?>("--provider") { Description = "Map the page's names to components by the rules of this provider in the catalogue.", HelpName = "ID" };
        var catalogue = new Option<string?>("--catalogue") { Description = "Directory of the catalogue; by default ./catalogue, or else the one shipped with this executable.", HelpName = "DIR" };
        var allowPrivate = new Option<bool>("--allow-private") { Description = "Fetch from private and loopback addresses too." };
        var json = new Option<bool>("--json") { Description = "Print a JSON object a notice, and one that sums up." };
        var command = new Command("read", "Reads a supplier's status page or feed, and shows what it says is open or not plainly fine.") { source, kind, contentType, from, at, provider, catalogue, allowPrivate, json };
        command.SetAction((parse, cancellationToken) => RunAsync(
            new FeedsReadSettings
            {
                Source = parse.GetValue(source)!,
                Kind = parse.GetValue(kind),
                ContentType = parse.GetValue(contentType),
                From = parse.GetValue(from),
                At = parse.GetValue(at),
                Provider = parse.GetValue(provider),
                Catalogue = parse.GetValue(catalogue),
                AllowPrivate = parse.GetValue(allowPrivate),
                Json = parse.GetValue(json),
            },
            parse.InvocationConfiguration,
            cancellationToken));
        return command;
    }

    private static Dictionary<string, FeedKind> Kinds { get; } = Enum.GetValues<FeedKind>().ToDictionary(Word, k => k, StringComparer.OrdinalIgnoreCase);

    private static string Word(FeedKind kind) =>
        string.Concat(kind.ToString().Select((c, i) => (char.IsAsciiLetterUpper(c) && i > 0 ? "-" : "") + char.ToLowerInvariant(c)));

    private static FeedKind? ParseKind(ArgumentResult result)
    {
        var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        if (Kinds.TryGetValue(text, out var kind))
        {
            return kind;
        }

        result.AddError($"'{text}' is not a kind of feed; it must be one of {string.Join(", ", Kinds.Keys)}.");
        return null;
    }

    private static Uri? ParseAddress(ArgumentResult result)
    {
        var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        if (IsAddress(text, out var address))
        {
            return address;
        }

        result.AddError($"'{text}' is not a web address; it must begin with https:// or http://.");
        return null;
    }

    private static DateTimeOffset? ParseTime(ArgumentResult result)
    {
        var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        if (IsoTime.Parse(text) is { } time)
        {
            return time.Moment;
        }

        result.AddError($"'{text}' is not a time; it must be such as 2025-10-20T07:11:00Z.");
        return null;
    }

    private static bool IsAddress(string text, out Uri? address) => Uri.TryCreate(text, UriKind.Absolute, out address) && address.Scheme is "https" or "http";

    private static async Task<int> RunAsync(FeedsReadSettings settings, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        try
        {
            var map = Mapping(settings);
            var report = new FeedsReadReport(await ReadAsync(settings, cancellationToken), map);
            if (settings.Json)
            {
                report.WriteJson(console.Output);
            }
            else
            {
                report.WriteText(console.Output);
            }

            return report.IsReadable ? ExitCodes.Success : ExitCodes.Finding;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await console.Error.WriteLineAsync("Interrupted.");
            return ExitCodes.Interrupted;
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            await console.Error.WriteLineAsync($"{settings.Source}: {exception.Message}");
            return ExitCodes.BadUsage;
        }
    }

    private static Func<PageEntry, IReadOnlyList<ComponentId>>? Mapping(FeedsReadSettings settings)
    {
        if (settings.Provider is not { } name)
        {
            return null;
        }

        var folder = settings.Catalogue ?? (Directory.Exists("catalogue") ? "catalogue" : Path.Combine(AppContext.BaseDirectory, "catalogue"));
        if (new CatalogueFolder(folder).Read() is not CatalogueReadResult.Valid { Catalogue: var catalogue })
        {
            throw new InvalidDataException($"the catalogue in '{folder}' has errors; 'groundswell catalogue check' shows them.");
        }

        if (!catalogue.Providers.TryGetValue(name, out var provider))
        {
            throw new InvalidDataException($"the catalogue has no provider '{name}'.");
        }

        // The rules of the feed that is read, if it is one of the provider's; else of all of them.
        var address = IsAddress(settings.Source, out var fetched) ? fetched : settings.From;
        var feeds = provider.Feeds.Where(f => f.Url == address).DefaultIfEmpty(new FeedSource { Url = new Uri("https://localhost/"), Map = [.. provider.Feeds.SelectMany(f => f.Map)] }).ToList();
        return entry => feeds[0].Resolve(entry.Names, entry.Regions, catalogue);
    }

    private static async Task<FeedPage> ReadAsync(FeedsReadSettings settings, CancellationToken cancellationToken)
    {
        if (settings.Source != StandardInput && IsAddress(settings.Source, out var address))
        {
            return await FetchAsync(address!, settings, cancellationToken);
        }

        await using var input = settings.Source == StandardInput ? Console.OpenStandardInput() : File.OpenRead(settings.Source);
        return FeedReader.Read(new FeedPayload
        {
            Bytes = await ReadAsync(input, cancellationToken),
            ContentType = settings.ContentType,
            Url = settings.From,
            Kind = settings.Kind,
            At = settings.At,
        });
    }

    private static async Task<FeedPage> FetchAsync(Uri address, FeedsReadSettings settings, CancellationToken cancellationToken)
    {
        using var fetcher = new FeedFetcher(new FeedFetchOptions { AllowPrivate = settings.AllowPrivate }, TimeProvider.System);
        return await fetcher.FetchAsync(address, FeedValidators.None, cancellationToken) switch
        {
            FeedFetch.Arrived arrived => FeedReader.Read(arrived.Payload with { Kind = settings.Kind, ContentType = settings.ContentType ?? arrived.Payload.ContentType }),
            FeedFetch.Failed failed => new FeedPage.Unreadable(failed.Reason),
            _ => new FeedPage.Unreadable("the server says that it did not change, and was not asked"),
        };
    }

    /// <summary>One byte more than the reader takes, so that it can say so.</summary>
    private static async Task<byte[]> ReadAsync(Stream input, CancellationToken cancellationToken)
    {
        var bytes = new byte[FeedLimits.Bytes + 1];
        var length = await input.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return bytes[..length];
    }
}
