using System.Text.RegularExpressions;

namespace Groundswell.Architecture.Tests;

/// <summary>Where an exception of any kind is caught. A new place is a boundary of its own: it is added here, with its reason.</summary>
public sealed partial class BoundaryTests
{
    private const int LongestCleaning = 5;

    private static readonly Dictionary<string, string> Caught = new(StringComparer.Ordinal)
    {
        ["bench/Groundswell.Bench/Load/LoadRun.cs"] = "a connection that breaks is counted as an error of the server under load",
        ["bench/Groundswell.Bench/Servers/ServerProcess.cs"] = "a server that does not listen yet is asked again",
        ["src/Groundswell.Cli/Commands/CatalogueCommand.cs"] = "a folder that cannot be read is bad usage",
        ["src/Groundswell.Cli/Commands/ConcentrationCommand.cs"] = "a folder that cannot be written is bad usage",
        ["src/Groundswell.Cli/Concentrating/SupplySource.cs"] = "a file that cannot be read is bad usage",
        ["src/Groundswell.Cli/Commands/DetectCommand.cs"] = "a file that cannot be read is bad usage",
        ["src/Groundswell.Cli/Commands/DiscoverCommand.cs"] = "a table that cannot be read is bad usage",
        ["src/Groundswell.Cli/Discovering/DiscoverInputs.cs"] = "an address list that cannot be read is bad usage, told with its name",
        ["src/Groundswell.Cli/Detecting/WholeFile.cs"] = "a file that cannot be written is bad usage, told with its name",
        ["src/Groundswell.Cli/Commands/ServeCommand.cs"] = "a catalogue that cannot be read is bad usage",
        ["src/Groundswell.Cli/Replaying/DayTrace.cs"] = "a file that cannot be written is bad usage",
        ["src/Groundswell.Cli/Replaying/ScenarioFile.cs"] = "a scenario that cannot be read is bad usage",
        ["src/Groundswell.Sensing/Discovery/Observing/CertificateReading.cs"] = "a certificate that is malformed has no such part",
        ["src/Groundswell.Sensing/Discovery/Observing/PageVisitor.cs"] = "a site that does not answer is an observation",
        ["src/Groundswell.Server/Hosting/CatalogueFolder.cs"] = "a file that cannot be read is an error of the catalogue",
        ["src/Groundswell.Server/Hosting/CatalogueWatcher.cs"] = "a folder that is being changed is read again later",
        ["src/Groundswell.Cli/Attributing/TableReader.cs"] = "a file that cannot be unpacked is told with its name",
        ["src/Groundswell.Cli/Commands/AttributeCommand.cs"] = "a world that cannot be read is bad usage",
        ["src/Groundswell.Cli/Commands/DiagnoseCommand.cs"] = "hints and anchors that cannot be read are bad usage",
        ["src/Groundswell.Cli/Commands/FeedsReadCommand.cs"] = "a payload that cannot be read is bad usage",
        ["src/Groundswell.Dns/Asking/AskerLane.cs"] = "a socket that breaks is replaced, and who waits on it is told",
        ["src/Groundswell.Sensing/Feeds/Fetching/FeedFetcher.cs"] = "however a page cannot be fetched, it is unknown with its reason",
        ["src/Groundswell.Sensing/Probes/Connecting/Connector.cs"] = "however a connection fails, it is a class of failure",
        ["src/Groundswell.Sensing/Probes/Connecting/TlsHandshake.cs"] = "however a handshake fails, it is a class of failure",
        ["src/Groundswell.Sensing/Probes/Kinds/GrpcProbe.cs"] = "however a call fails, it is a class of failure",
        ["src/Groundswell.Sensing/Probes/Kinds/Http3Transport.cs"] = "however a connection fails, it is a class of failure",
        ["src/Groundswell.Sensing/Probes/Kinds/HttpBody.cs"] = "however a body breaks off, it is a class of failure",
        ["src/Groundswell.Sensing/Probes/Kinds/HttpProbe.cs"] = "however a request fails, it is a class of failure",
        ["src/Groundswell.Sensing/Probes/Kinds/WebSocketProbe.cs"] = "however a handshake fails, it is a class of failure",
        ["src/Groundswell.Sensing/Probes/Scheduling/ProbeScheduler.cs"] = "one broken probe must not end all others",
        ["src/Groundswell.Server/Hosting/SensingService.cs"] = "what breaks looking or reading must not end the node",
        ["src/Groundswell.Cli/Commands/AgentCommand.cs"] = "a folder that cannot be used is bad usage",
        ["src/Groundswell.Sensing/Vantages/NodeLink.cs"] = "a node that is away is asked again",
        ["src/Groundswell.Sensing/Vantages/PlanFile.cs"] = "a disk that refuses the plan is passed over: the node has it",
        ["src/Groundswell.Sensing/Vantages/ResultSpool.cs"] = "where the disk refuses, the latest results wait in memory",
        ["src/Groundswell.Sensing/Vantages/VantageJson.cs"] = "the JSON library throws these for texts that are no plan or batch",
        ["src/Groundswell.Server/Hosting/CauseFollower.cs"] = "a disk that refuses events is tried again at the next tick",
        ["src/Groundswell.Server/Hosting/ObservationFollower.cs"] = "a disk that refuses changes is tried again at the next tick",
        ["src/Groundswell/Incidents/Causes/CauseEventJson.cs"] = "the JSON library throws these for texts that are no event",
        ["src/Groundswell.Server/Hosting/IncidentFollower.cs"] = "a disk that refuses events is tried again at the next tick",
        ["src/Groundswell.Server/Hosting/JournalFeed.cs"] = "what a shard refuses is in the journal, and the next tick reads it from there",
        ["src/Groundswell.Server/Hosting/Node.cs"] = "a node that cannot count still stops, and the next start counts",
        ["src/Groundswell.Server/Hosting/NodeService.cs"] = "one bad tick must not end all later ones",
        ["src/Groundswell.Server/Hosting/RollupWriter.cs"] = "a disk that refuses rollups is tried again",
        ["src/Groundswell.Server/Hosting/StoreLock.cs"] = "the refusal is told with the folder's name",
        ["src/Groundswell.Server/Ingest/BatchEndpoint.cs"] = "a body that cannot be unpacked is answered with 400",
        ["src/Groundswell.Server/Ingest/Budgets/DiskRoom.cs"] = "a system that does not tell how much is free is not asked to turn anybody away",
        ["src/Groundswell.Server/Ingest/FormEndpoint.cs"] = "what the store or the form refuses is shown to the visitor",
        ["src/Groundswell.Server/Ingest/ReportIntake.cs"] = "what the journal refuses is counted, then answered",
        ["src/Groundswell.Server/Live/LiveHub.cs"] = "readers that could not be told once are told again",
        ["src/Groundswell.Server/Sqlite/SqliteFile.cs"] = "a connection that could not be made ready is closed before the failure goes on",
        ["src/Groundswell.Server/Sqlite/SqliteJournal.Writer.cs"] = "every waiting request is told that the disk refused",
        ["src/Groundswell.Cli/Commands/RebuildCommand.cs"] = "a store that cannot be read is told with its file",
        ["src/Groundswell.Sensing/Outgoing/GuardedHttp.cs"] = "what was opened is closed before the failure goes on",
        ["src/Groundswell.Sensing/Reading/ContentCodings.cs"] = "what cannot be unpacked is told as that",
        ["src/Groundswell.Server/Hosting/ApiProblems.cs"] = "a fault below the API is answered in the API's own form",
        ["src/Groundswell.Server/Hosting/ListenSockets.cs"] = "what was bound is let go before the failure goes on",
        ["src/Groundswell.Server/Hosting/Retention.cs"] = "what the disk does not delete is tried again",
        ["src/Groundswell.Server/Ingest/RegionSource.cs"] = "a database of places that cannot be read is told with its name",
        ["src/Groundswell.Server/Ingest/SingleReportEndpoint.cs"] = "a body that cannot be unpacked is answered with 400",
        ["src/Groundswell.Server/Sqlite/JournalLedger.cs"] = "a connection that could not be made ready is closed before the failure goes on",
        ["tests/Groundswell.Server.Tests/Hosting/Sight/SmallInternet.cs"] = "a client that has gone ends its own connection only",
        ["tests/Groundswell.Server.Tests/StoreModel/StoreModelTests.cs"] = "whatever goes wrong is told with the story that led to it",
        ["tests/Groundswell.Browser.Tests/Live/Relay.cs"] = "a line that is cut breaks in many ways, and that is what it is for",
        ["tests/Groundswell.DnsBed/Proxies/Outstanding.cs"] = "an asker that has gone away fails its own answer only",
        ["tests/Groundswell.DnsBed/Proxies/Upstream.cs"] = "a server that does not answer is a null",
        ["tests/Groundswell.DnsBed/Running/BedFiles.cs"] = "what was written is deleted before the failure goes on",
        ["tests/Groundswell.Sensing.Tests/Probes/Servers/RawServer.cs"] = "a client that has gone ends its own connection only",
        ["tests/Groundswell.DnsBed/StandingBed.cs"] = "what was started ends before the failure goes on",
        ["src/Groundswell/Catalogue/Reading/YamlTree.cs"] = "the YAML library throws these for hostile texts; each is an error with its line",
    };

    private static IEnumerable<(SourceFile File, int Line, bool IsMeant)> Catches =>
        from file in Repository.Sources
        from line in Enumerable.Range(0, file.Lines.Count)
        let match = AnyException().Match(file.Lines[line])
        where match.Success
        let goesOn = file.Lines.Skip(line).Take(LongestCleaning).Any(l => l.Trim() == "throw;")
        select (file, line + 1, goesOn || match.Groups["filter"].Success);

    [Fact]
    public void Exceptions_of_any_kind_are_caught_at_known_boundaries_only() => Findings.None(Catches
        .Where(c => !Caught.ContainsKey(c.File.Path))
        .Select(c => $"{c.File.Path}:{c.Line} catches every exception: catch the kinds that are meant, or add the file to {nameof(Caught)} with its reason."));

    [Fact]
    public void A_catch_of_any_kind_says_which_it_means_or_lets_it_go_on() => Findings.None(Catches
        .Where(c => !c.IsMeant)
        .Select(c => $"{c.File.Path}:{c.Line} would swallow cancellation and mistakes alike: add a 'when', or clean up and 'throw;'."));

    [Fact]
    public void The_list_of_boundaries_holds_no_file_of_the_past()
    {
        var files = Catches.Select(c => c.File.Path).ToHashSet();

        Findings.None(Caught.Keys.Where(f => !files.Contains(f)).Select(f => $"{f} catches nothing of any kind any more: take it off the list."));
    }

    [GeneratedRegex(@"^\s*catch\s*(?:$|\{|\(\s*(?:System\.)?Exception\b[^)]*\))(?<filter>\s*when\b)?")]
    private static partial Regex AnyException();
}
