# The commands of README.md and docs/, under short names. `make help` lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help
COMPOSE := docker compose --file docker/compose.yml --file docker/compose.override.yml
IMAGE ?= action-tracker:local
TARGET ?= distroless
SCRIPTS := $(shell grep -rlE '^\#!/usr/bin/env bash|^\# shellcheck shell=bash' scripts)

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  %-14s %s\n", $$1, $$2 }'

quick-start: ## everything in containers, with sample data: http://127.0.0.1:4200
	scripts/quick-start
up: ## start the containers of development, and wait until they are healthy
	scripts/secrets
	$(COMPOSE) up --detach --build --wait
down: ## stop them; the data stays
	$(COMPOSE) down
destroy: ## stop them and delete their data
	$(COMPOSE) down --volumes
logs: ## follow what the server says
	$(COMPOSE) logs --follow app
shell: ## a shell in the container of the server
	$(COMPOSE) exec app bash
psql: ## SQL in the database of development
	$(COMPOSE) exec db psql --username action_tracker

start: ## without containers: build, bring a PostgreSQL along, serve http://127.0.0.1:8080
	npm start
check: ## all that needs neither database nor browser
	npm run check
test: ## everything that must be green
	npm test
bench: ## compare the ledger with plain SQL
	npm run bench -- --quick
format: ## put every file into form
	npm run format

image: ## build IMAGE (action-tracker:local) for TARGET (distroless or slim)
	scripts/build-image --target $(TARGET) --tag $(IMAGE) --load
shellcheck: ## check the scripts
	shellcheck $(SCRIPTS)
verify: ## prove all that is claimed about deployment: scripts/verify-deploy.sh
	scripts/verify-deploy.sh
hooks: ## run `make check` before every push
	git config core.hooksPath scripts/hooks

.PHONY: help quick-start up down destroy logs shell psql start check test bench format image shellcheck verify hooks
