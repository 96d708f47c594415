using Groundswell.Server.Sqlite;
using Groundswell.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Groundswell.Server.Hosting;

/// <summary>Puts the embedded store into a host.</summary>
internal static class StoreSetup
{
    private const string JournalFolder = "journal";
    private const string Database = "groundswell.db";

    /// <param name="services">Of the host.</param>
    /// <param name="folder">Made if it is not there.</param>
    /// <param name="isThrowaway">The folder is deleted with its node.</param>
    public static IServiceCollection AddEmbeddedStore(this IServiceCollection services, string folder, bool isThrowaway = false)
    {
        var path = new StorePath(Path.Combine(Directory.CreateDirectory(folder).FullName, Database), isThrowaway);
        return services
            .AddSingleton(provider => new SqliteJournal(
                new StorePath(Path.Combine(folder, JournalFolder), isThrowaway),
                provider.GetRequiredService<NodeClock>(),
                provider.GetRequiredService<ILogger<SqliteJournal>>(),
                provider.GetRequiredService<SqliteRollups>().ReadHighestMark()))
            .AddSingleton<IJournal>(provider => provider.GetRequiredService<SqliteJournal>())
            .AddSingleton(_ => new SqliteNames(path))
            .AddSingleton<INames>(provider => provider.GetRequiredService<SqliteNames>())
            .AddSingleton(_ => new SqliteReporterKeys(path))
            .AddSingleton<IReporterKeys>(provider => provider.GetRequiredService<SqliteReporterKeys>())
            .AddSingleton(_ => new SqliteRollups(path))
            .AddSingleton<IRollups>(provider => provider.GetRequiredService<SqliteRollups>())
            .AddSingleton<IIncidentStore>(_ => new SqliteIncidents(path))
            .AddSingleton<ICauseStore>(_ => new SqliteCauses(path))
            .AddSingleton<IObservations>(_ => new SqliteObservations(path));
    }
}
