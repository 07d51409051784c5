package main

import "github.com/spf13/cobra"

func (c *call) recordSheet(cmd *cobra.Command, name string, r recordFlags) error { return nil }
