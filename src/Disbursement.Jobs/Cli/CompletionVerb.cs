using System.CommandLine;
using System.CommandLine.Completions;
using System.Data.Common;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Cli;

/// <summary>
/// <c>completion</c>: the script by which a shell completes verbs, options and values. The script asks the program itself, so it knows what
/// the program knows: runs, batches, counties, proposed packs.
/// </summary>
internal static class CompletionVerb
{
    /// <summary>Each script hands over the line as far as the cursor, without the program's name, and takes a value a line.</summary>
    private static readonly Dictionary<string, string> Scripts = new()
    {
        ["bash"] = """
            _disburse() {
                local line="${COMP_LINE:0:COMP_POINT}" word="${COMP_WORDS[COMP_CWORD]}" IFS=$'\n'
                line="${line#* }"
                COMPREPLY=($(compgen -W "$("${COMP_WORDS[0]}" "[suggest:${#line}]" "$line" 2>/dev/null)" -- "$word"))
            }
            complete -o default -F _disburse disburse

            """,
        ["zsh"] = """
            #compdef disburse
            _disburse() {
                local line="${BUFFER[1,CURSOR]}"
                local -a found
                line="${line#* }"
                found=("${(@f)$("${words[1]}" "[suggest:${#line}]" "$line" 2>/dev/null)}")
                compadd -a found
            }
            compdef _disburse disburse

            """,
        ["pwsh"] = """
            Register-ArgumentCompleter -Native -CommandName disburse -ScriptBlock {
                param($word, $command, $cursor)
                $line = $command.ToString().PadRight($cursor).Substring(0, $cursor)
                $line = $line.Substring($line.IndexOf(' ') + 1)
                & $command.CommandElements[0].ToString() "[suggest:$($line.Length)]" $line 2>$null |
                    Where-Object { $_ -like "$word*" } |
                    ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
            }

            """,
    };

    public static Command Command()
    {
        Argument<string> shell = new("SHELL") { Description = "bash, zsh or pwsh" };
        shell.AcceptOnlyFromAmong([.. Scripts.Keys]);
        Command command = new("completion", "Prints the script by which a shell completes verbs, options and values") { shell };
        command.SetAction(parsed =>
        {
            Console.Out.Write(Scripts[parsed.GetValue(shell)!].ReplaceLineEndings("\n"));
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>Whether a shell asks for what may come next.</summary>
    public static bool IsAsked(string[] args) => args.Length > 0 && args[0].StartsWith("[suggest", StringComparison.Ordinal);

    /// <summary>Has values of the books offered where an option or an argument takes one.</summary>
    public static void Offer(Command root)
    {
        // One option may be that of several verbs.
        foreach (Option option in root.Options)
        {
            if (option.CompletionSources.Count == 0 && ValuesOf(option.Name) is { } values)
                option.CompletionSources.Add(asked => Items(asked, values));
        }

        foreach (Argument argument in root.Arguments)
        {
            if (argument.CompletionSources.Count == 0 && ValuesOf(argument.Name) is { } values)
                argument.CompletionSources.Add(asked => Items(asked, values));
        }

        foreach (Command command in root.Subcommands)
            Offer(command);
    }

    private static Func<Database, IEnumerable<string>>? ValuesOf(string name) => name switch
    {
        "--run" => store => new RunBook(store).Sealed().Select(run => run.Id),
        "BATCH" => store => Of<string[]>(store, db => [.. db.Batches.ToRead().OrderBy(batch => batch.Number).Select(batch => batch.Id)]),
        "--county" or "--counties" => store =>
            Of<string[]>(store, db => [.. db.Batches.ToRead().Select(batch => batch.County).Distinct().Order()]),
        "SHA256" => store => Of(store, db => PackBook.Steps(db).Where(step => !step.IsActivation).Select(step => step.Sha256[..8])),
        _ => null,
    };

    private static T Of<T>(Database store, Func<DisbursementDb, T> read)
    {
        using DisbursementDb db = store.Model();
        return read(db);
    }

    /// <summary>Nothing where the books cannot be read: whoever types is not to be disturbed.</summary>
    private static CompletionItem[] Items(CompletionContext asked, Func<Database, IEnumerable<string>> values)
    {
        try
        {
            string folder = Settings.Of(asked.ParseResult, CommonOptions.Data, "Data");
            DatabaseSettings database = Settings.Database(asked.ParseResult);
            return Database.Exists(folder, database)
                ? [.. values(Database.OpenToRead(folder, database)).Select(value => new CompletionItem(value))]
                : [];
        }
        catch (Exception exception)
            when (exception is RunRefusal or ActNotDone or StoreRefusal or IOException or UnauthorizedAccessException or DbException)
        {
            return [];
        }
    }
}
