package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"pairbook/internal/diag"
)

// A usageError is a command line that makes no sense.
type usageError struct{ text, hint string }

func (e *usageError) Error() string { return e.text }

// ownWords makes every command of a tree say what is wrong with a command line in the words of
// this tool instead of those of the libraries.
func ownWords(root *cobra.Command) {
	root.SetFlagErrorFunc(wrongFlag)
	root.Args = func(cmd *cobra.Command, args []string) error {
		if len(args) > 0 {
			return noCommand(cmd, args[0])
		}
		return nil
	}
	wordArguments(root)
}

// wordArguments looks at the commands below one.
func wordArguments(parent *cobra.Command) {
	for _, cmd := range parent.Commands() {
		wordArguments(cmd)
		switch own := cmd.Args; {
		case own == nil && cmd.HasSubCommands():
			cmd.Args = func(cmd *cobra.Command, args []string) error {
				if len(args) > 0 {
					return noCommand(cmd, args[0])
				}
				return nil
			}
		case own != nil && cmd.Name() != "help":
			cmd.Args = func(cmd *cobra.Command, args []string) error {
				err := own(cmd, args)
				if err != nil && strings.HasPrefix(err.Error(), "unknown command ") { // cobra.NoArgs
					return &usageError{fmt.Sprintf("%s wants nothing but flags, and %q is none", verbOf(cmd), args[0]),
						fmt.Sprintf("%q explains it", cmd.CommandPath()+" --help")}
				}
				return err
			}
		}
	}
}

// noCommand says that a command has no such verb.
func noCommand(cmd *cobra.Command, name string) error {
	var names []string
	for _, verb := range cmd.Commands() {
		if verb.IsAvailableCommand() {
			names = append(names, verb.Name())
		}
	}
	hint := fmt.Sprintf("%q lists what there is", cmd.CommandPath()+" --help")
	if near := diag.Nearest(name, names); near != "" {
		hint = fmt.Sprintf("did you mean %q?", cmd.CommandPath()+" "+near)
	}
	return &usageError{fmt.Sprintf("there is no command %q", strings.TrimPrefix(cmd.CommandPath()+" "+name, cmd.Root().Name()+" ")), hint}
}

// verbOf names a command as the help does: "theme list".
func verbOf(cmd *cobra.Command) string {
	return strings.TrimPrefix(cmd.CommandPath(), cmd.Root().Name()+" ")
}

// helpCommand explains a command; of one that does not exist it says so.
func helpCommand(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use:   "help [command]",
		Args:  cobra.ArbitraryArgs,
		Short: `explain a command; "help guide" opens the guide`,
		RunE: func(_ *cobra.Command, args []string) error {
			cmd, rest, err := root.Find(args)
			if cmd == nil || err != nil || len(rest) > 0 {
				parent := root
				if cmd != nil && err == nil {
					parent = cmd
				}
				if len(rest) == 0 {
					rest = args
				}
				return noCommand(parent, rest[0])
			}
			cmd.InitDefaultHelpFlag()
			return cmd.Help()
		},
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			cmd, _, err := root.Find(args)
			if err != nil {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			var names []string
			for _, verb := range cmd.Commands() {
				if verb.IsAvailableCommand() {
					names = append(names, verb.Name())
				}
			}
			return names, cobra.ShellCompDirectiveNoFileComp
		},
	}
}

// wrongFlag words what the library for flags complains of.
func wrongFlag(cmd *cobra.Command, err error) error {
	explained := fmt.Sprintf("%q lists its flags", cmd.CommandPath()+" --help")
	var unknown *pflag.NotExistError
	var missing *pflag.ValueRequiredError
	var invalid *pflag.InvalidValueError
	var malformed *pflag.InvalidSyntaxError
	switch {
	case errors.As(err, &unknown):
		return unknownFlag(cmd, unknown, explained)
	case errors.As(err, &missing):
		flag := missing.GetFlag()
		return &usageError{fmt.Sprintf("--%s wants %s after it", flag.Name, wanted(flag)), explained}
	case errors.As(err, &invalid):
		flag := invalid.GetFlag()
		var own *usageError
		if errors.As(err, &own) {
			return &usageError{"--" + flag.Name + ": " + own.text, own.hint}
		}
		return &usageError{fmt.Sprintf("--%s wants %s, and %q is none", flag.Name, wanted(flag), invalid.GetValue()), explained}
	case errors.As(err, &malformed):
		return &usageError{fmt.Sprintf("%q is no flag", malformed.GetSpecifiedFlag()), explained}
	}
	return err
}

// unknownFlag says that a command has no such flag.
func unknownFlag(cmd *cobra.Command, unknown *pflag.NotExistError, hint string) error {
	name := unknown.GetSpecifiedName()
	if unknown.GetSpecifiedShortnames() != "" {
		return &usageError{fmt.Sprintf("%s has no flag -%s", verbOf(cmd), name), hint}
	}
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	if near := nearestFlag(name, names); near != "" {
		hint = fmt.Sprintf("did you mean --%s?", near)
	}
	return &usageError{fmt.Sprintf("%s has no flag --%s", verbOf(cmd), name), hint}
}

// nearestFlag finds the flag that was meant: one a few letters away, or one that only lacks or has an "s".
func nearestFlag(name string, names []string) string {
	for _, other := range []string{name + "s", strings.TrimSuffix(name, "s")} {
		if slices.Contains(names, other) {
			return other
		}
	}
	return diag.Nearest(name, names)
}

// wanted names the value of a flag.
func wanted(flag *pflag.Flag) string {
	switch flag.Value.Type() {
	case "uint16":
		return "a number from 0 to 65535"
	case "int", "uint":
		return "a number"
	case "bool":
		return "true or false"
	}
	name, _ := pflag.UnquoteUsage(flag)
	if name == "" || name == "string" {
		return "a text"
	}
	return "a " + name
}
